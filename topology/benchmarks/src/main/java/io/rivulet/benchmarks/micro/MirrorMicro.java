package io.rivulet.benchmarks.micro;

import io.rivulet.engine.fold.MirrorRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to serve an event with a JSON payload, beside copying as many bytes. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up
public class MirrorMicro {

    @Param({"200", "1024"})
    int size;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    private MirrorRow row;
    private byte[] asLong;

    @Setup
    public void open() {
        row = LastEvent.of(size);
        asLong = new byte[row.length()];
    }

    @Benchmark
    public int copy() {
        out.reset();
        out.write(asLong, 0, asLong.length);
        return out.size();
    }

    @Benchmark
    public int writeTo() throws IOException {
        out.reset();
        row.writeTo(out);
        return out.size();
    }
}
