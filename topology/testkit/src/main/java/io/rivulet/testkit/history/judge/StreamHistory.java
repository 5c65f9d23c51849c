package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Append;
import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.Read;
import io.rivulet.testkit.history.Read.Consistency;
import io.rivulet.testkit.history.Tail;
import java.util.Comparator;
import java.util.List;

/** What was done with one stream, sorted by kind and by the time of the call. */
final class StreamHistory {

    private static final Comparator<Operation> BY_CALL =
            Comparator.comparingLong(operation -> operation.call().callNanos());

    private final String stream;
    private final List<Append> appends;
    private final List<Read> reads;
    private final List<Tail> tails;

    StreamHistory(String stream, List<Operation> operations) {
        this.stream = stream;
        appends = sorted(operations, Append.class);
        reads = sorted(operations, Read.class);
        tails = sorted(operations, Tail.class);
    }

    String stream() {
        return stream;
    }

    List<Append> appends() {
        return appends;
    }

    /** Those of the end, too. */
    List<Read> reads() {
        return reads;
    }

    List<Read> reads(Consistency consistency) {
        return reads.stream().filter(read -> read.consistency() == consistency).toList();
    }

    List<Tail> tails() {
        return tails;
    }

    private static <T extends Operation> List<T> sorted(List<Operation> operations, Class<T> kind) {
        return operations.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(BY_CALL)
                .toList();
    }
}
