package io.rivulet.benchmarks.micro;

import io.rivulet.wire.Envelope;
import io.rivulet.wire.Flaw;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it takes to read an envelope, beside walking over the same headers. */
@State(Scope.Thread)
public class HeadersMicro {

    private final SampleRecords records = new SampleRecords(200);
    private final Envelope envelope = new Envelope("record");

    @Benchmark
    public void walk(Blackhole hole) {
        for (Header header : records.next().headers()) {
            hole.consume(header.key());
            hole.consume(header.value());
        }
    }

    @Benchmark
    public @Nullable Flaw read() {
        return envelope.read(records.next().headers());
    }
}
