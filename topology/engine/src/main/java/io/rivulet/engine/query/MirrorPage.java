package io.rivulet.engine.query;

import io.rivulet.engine.fold.MirrorRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the mirror.
 *
 * @param count how many events the stream has
 * @param from index of the first row asked for
 * @param rows ascending by index
 * @param next the index to go on from, -1 when nothing is left
 * @param types how many events of each type the stream has, of the same moment; null if that was not asked
 */
public record MirrorPage(
        String incarnation, long count, long from, List<MirrorRow> rows, long next, @Nullable TypeCounts types) {

    public MirrorPage {
        rows = List.copyOf(rows);
    }
}
