package io.rivulet.engine.fold;

import io.rivulet.wire.EventType;

/** Keeps the index of a stream's events by type. An event that goes on a run of its type costs no row, nor does any but a few. */
final class TypeFold {

    private final Rows rows;
    private final Bytes out = new Bytes(512);

    TypeFold(Rows rows) {
        this.rows = rows;
    }

    /** Adds the stream's next event, before it is counted. */
    void add(StreamRow stream, EventType type) {
        TypeTable types = stream.typesToWrite();
        Postings postings = types.find(type);
        if (postings == null && !types.isFull()) {
            postings = types.begin(type);
        }
        if (postings != null) {
            add(stream, postings);
            return;
        }
        byte[] key = EntryKey.of(stream, Registry.TYPES, type.name());
        byte[] entry = rows.findEntry(key);
        postings = entry == null ? types.begin(type) : Postings.decode(type, new Reader(entry));
        add(stream, postings);
        out.clear();
        postings.encode(out);
        rows.putEntry(key, out.toArray());
    }

    private void add(StreamRow stream, Postings postings) {
        if (postings.add(stream.count)) {
            out.clear();
            long first = postings.closeChunk(out);
            rows.putPostings(stream, postings.number(), first, out);
        }
    }
}
