package io.rivulet.app.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the events of an import come from. Not for more than one thread, but for what it tells of its progress. */
interface EventSource extends Closeable {

    /** How far something of unknown length is. */
    long UNKNOWN = -1;

    /** The next event as a line of JSON, without its line break; null at the end. */
    byte @Nullable [] nextLine() throws IOException;

    /** How much of it has been read, in the unit of {@link #total()}. From any thread. */
    long position();

    /** How much there is, in bytes or whatever it is counted in; {@link #UNKNOWN} if it cannot be told. */
    long total();

    /** What was left out and why, one sentence each; complete at the end. */
    default List<String> omissions() {
        return List.of();
    }
}
