package io.rivulet.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link BrokerMain} in a JVM of its own, which can be killed. */
record BrokerProcess(Process process, String bootstrapServers) implements AutoCloseable {

    private static final String READY = "bootstrap.servers=";

    static BrokerProcess start(Path dataDir) throws IOException {
        return awaitReady(launch(dataDir));
    }

    /** Returns once a launched process serves. What it prints beside is passed over. */
    static BrokerProcess awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new BrokerProcess(process, line.substring(READY.length()));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The broker's process ended before it was ready:\n" + said);
    }

    /** Starts the process and does not wait for anything. */
    static Process launch(Path dataDir, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                "--data",
                dataDir.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, without waiting for what follows. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        stop();
        process.onExit().join();
    }
}
