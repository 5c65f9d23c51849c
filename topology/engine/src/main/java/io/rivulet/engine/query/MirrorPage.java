package io.rivulet.engine.query;

import io.rivulet.engine.fold.MirrorRow;
import java.util.List;

/**
 * A page of the mirror.
 *
 * @param count how many events the stream has
 * @param from index of the first row asked for
 * @param rows ascending by index
 */
public record MirrorPage(String incarnation, long count, long from, List<MirrorRow> rows) {

    public MirrorPage {
        rows = List.copyOf(rows);
    }
}
