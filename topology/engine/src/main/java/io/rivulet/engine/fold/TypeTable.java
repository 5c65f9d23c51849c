package io.rivulet.engine.fold;

import io.rivulet.wire.EventType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first types that a stream had, a part of its row; whatever comes after {@value #INLINE} of them has entries of its own
 * ({@link Registry#TYPES}), so that the row is bounded. One that was published is not written to: it is copied first.
 */
final class TypeTable {

    static final int INLINE = 8;
    static final TypeTable NONE = new TypeTable(new Postings[0], 0);

    private Postings[] inline;
    private long total;

    /** Which of the postings were made or copied by this table, a bit each. */
    private int owned;

    private TypeTable(Postings[] inline, long total) {
        this.inline = inline;
        this.total = total;
    }

    /** One to write to. */
    TypeTable copy() {
        return new TypeTable(inline.clone(), total);
    }

    /** How many types the stream has had. */
    long total() {
        return total;
    }

    List<Postings> inline() {
        return List.of(inline);
    }

    /** The postings of a type to write to, or null if they are not in this table. */
    @Nullable
    Postings find(EventType type) {
        for (int i = 0; i < inline.length; i++) {
            if (inline[i].type().equals(type)) {
                if ((owned & 1 << i) == 0) {
                    inline[i] = inline[i].copy();
                    owned |= 1 << i;
                }
                return inline[i];
            }
        }
        return null;
    }

    /** Begins the postings of a type that the stream has not had yet. */
    Postings begin(EventType type) {
        Postings postings = new Postings(type, total++);
        if (inline.length < INLINE) {
            owned |= 1 << inline.length;
            inline = Arrays.copyOf(inline, inline.length + 1);
            inline[inline.length - 1] = postings;
        }
        return postings;
    }

    boolean isFull() {
        return inline.length == INLINE;
    }

    void encode(Bytes out) {
        out.putVarint(total).putVarint(inline.length);
        for (Postings postings : inline) {
            out.putSized(postings.type().name());
            postings.encode(out);
        }
    }

    static TypeTable decode(Reader in) {
        long total = in.readVarint();
        Postings[] inline = new Postings[(int) in.readVarint()];
        for (int i = 0; i < inline.length; i++) {
            inline[i] = Postings.decode(EventType.of(in.readText()), in);
        }
        return new TypeTable(inline, total);
    }
}
