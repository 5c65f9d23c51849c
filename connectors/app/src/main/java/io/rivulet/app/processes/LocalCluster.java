package io.rivulet.app.processes;

import io.rivulet.app.processes.ClusterLayout.NodePlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/** A cluster of processes on this machine, from its start until SIGTERM or SIGINT. */
public final class LocalCluster {

    private static final String SETTINGS = "node.properties";

    private final ClusterLayout layout;
    private final Function<NodePlace, Map<String, String>> settings;

    /** @param settings of a node, by its place; they are checked already */
    public LocalCluster(ClusterLayout layout, Function<NodePlace, Map<String, String>> settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** Returns only when every process has ended by itself; throws when one does not start. */
    public int run(PrintWriter out, PrintWriter err) throws InterruptedException {
        List<Child.Plan> nodes = new ArrayList<>();
        for (NodePlace node : layout.nodes()) {
            nodes.add(layout.plan(node, write(layout.folder(node), settings.apply(node))));
        }
        Supervisor supervisor = new Supervisor(out, err);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "shutdown"));
        return supervisor.run(layout.brokers().stream().map(layout::plan).toList(), nodes);
    }

    private static Path write(Path folder, Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(SETTINGS);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Written anew at each start of rivulet dev.");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
