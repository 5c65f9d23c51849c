package io.rivulet.engine.fold;

import io.rivulet.wire.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a stream: its identity, its bookkeeping, its core state, the open row of its feed and a batch that is not
 * whole yet. The fold works on a copy that nobody else sees; once the store has published a row, nobody writes to it.
 */
public final class StreamRow {

    private final byte[] path;

    /** Offset of the first record of this life; what the keys of its rows begin with. -1 before its first event. */
    long id = -1;

    long bornAt;
    long count;
    long headOffset = -1;
    CoreState core = CoreState.INITIAL;
    RegistryCounts registries = RegistryCounts.NONE;

    private TypeTable types = TypeTable.NONE;

    /** Whether nobody else has seen the types. */
    private boolean ownsTypes;

    /** How many rows of the feed are closed. */
    long closedRows;

    /** The type of the feed's open row, whose last event is the head; null when none is open. */
    @Nullable
    EventType openType;

    long openFirstIndex;
    long openFirstOffset;

    @Nullable
    HeldBatch held;

    /** A stream without events. */
    public StreamRow(byte[] path) {
        this.path = path;
    }

    public StreamRow copy() {
        StreamRow copy = new StreamRow(path);
        copy.become(this);
        return copy;
    }

    void become(StreamRow other) {
        id = other.id;
        bornAt = other.bornAt;
        count = other.count;
        headOffset = other.headOffset;
        core = other.core;
        registries = other.registries;
        types = other.types;
        ownsTypes = false;
        if (other.ownsTypes) {
            other.ownsTypes = false;
        }
        closedRows = other.closedRows;
        openType = other.openType;
        openFirstIndex = other.openFirstIndex;
        openFirstOffset = other.openFirstOffset;
        held = other.held;
    }

    /** Its life has ended: there is no such stream, until its next event. */
    void end() {
        become(new StreamRow(path));
    }

    /** The key of the stream's records. Not to be written to. */
    public byte[] path() {
        return path;
    }

    public String pathText() {
        return new String(path, StandardCharsets.UTF_8);
    }

    /** Whether the stream has an event; a row without one only holds back a batch. */
    public boolean exists() {
        return count > 0;
    }

    /** Whether it says nothing: no event, and no batch held back. Such a row is not stored. */
    public boolean isVoid() {
        return count == 0 && held == null;
    }

    /** What the keys of this stream's rows begin with: unique in the partition, new with each incarnation. */
    public long id() {
        return id;
    }

    /** How many events were accepted; the index of the next one. */
    public long count() {
        return count;
    }

    /** The offset of the last accepted event, -1 for none. */
    public long headOffset() {
        return headOffset;
    }

    public CoreState core() {
        return core;
    }

    /** How many types its events have. */
    public long typeCount() {
        return types.total();
    }

    /** The postings of its first types, see {@link Registry#TYPES} for others. */
    public List<Postings> inlineTypes() {
        return types.inline();
    }

    /** The types, for whoever works on this row. */
    TypeTable typesToWrite() {
        if (!ownsTypes) {
            types = types.copy();
            ownsTypes = true;
        }
        return types;
    }

    /** How many entries its registries have. */
    public RegistryCounts registries() {
        return registries;
    }

    /** Identifies this life of the stream; changes exactly when indexes start again. */
    public String incarnation() {
        return Long.toString(id, 36) + "-" + Long.toString(bornAt, 36);
    }

    /** How many rows of the feed are closed, and stored. */
    public long closedFeedRows() {
        return closedRows;
    }

    /** How many rows the feed has, the open one included. */
    public long feedRows() {
        return closedRows + (openType == null ? 0 : 1);
    }

    /** The feed's last row if it is still open, or null. */
    public @Nullable Span openSpan() {
        return openType == null
                ? null
                : new Span(Span.GROUP, openType.name(), openFirstIndex, openFirstOffset, headOffset, (int)
                        (count - openFirstIndex));
    }

    /** The core state as it is served, a JSON object. */
    public byte[] stateJson(String namespace, RegistryView view) {
        return StateJson.of(this, namespace, view);
    }

    public void encode(Bytes out) {
        boolean hasEntries = !registries.equals(RegistryCounts.NONE);
        out.put((openType == null ? 0 : 1) | (held == null ? 0 : 2) | (hasEntries ? 4 : 0));
        out.putVarint(id + 1).putVarint(bornAt).putVarint(count).putVarint(headOffset + 1);
        core.encode(out);
        if (hasEntries) {
            registries.encode(out);
        }
        types.encode(out);
        out.putVarint(closedRows);
        if (openType != null) {
            out.putSized(openType.name()).putVarint(openFirstIndex).putVarint(openFirstOffset);
        }
        if (held != null) {
            held.encode(out);
        }
    }

    public static StreamRow decode(byte[] path, byte[] row) {
        Reader in = new Reader(row);
        StreamRow stream = new StreamRow(path);
        int flags = in.read();
        stream.id = in.readVarint() - 1;
        stream.bornAt = in.readVarint();
        stream.count = in.readVarint();
        stream.headOffset = in.readVarint() - 1;
        stream.core = CoreState.decode(in);
        if ((flags & 4) != 0) {
            stream.registries = RegistryCounts.decode(in);
        }
        stream.types = TypeTable.decode(in);
        stream.closedRows = in.readVarint();
        if ((flags & 1) != 0) {
            stream.openType = EventType.of(in.readText());
            stream.openFirstIndex = in.readVarint();
            stream.openFirstOffset = in.readVarint();
        }
        if ((flags & 2) != 0) {
            stream.held = HeldBatch.decode(in, path);
        }
        return stream;
    }
}
