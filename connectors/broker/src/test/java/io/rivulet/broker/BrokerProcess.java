package io.rivulet.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link BrokerMain} in a JVM of its own, which can be killed. */
record BrokerProcess(Process process, String bootstrapServers) implements AutoCloseable {

    private static final String READY = "bootstrap.servers=";

    static BrokerProcess start(Path dataDir) throws IOException {
        Process process = launch(dataDir);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new BrokerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("The broker's process ended before it was ready");
    }

    /** Starts the process and does not wait for anything. */
    static Process launch(Path dataDir) throws IOException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                "--data",
                dataDir.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
