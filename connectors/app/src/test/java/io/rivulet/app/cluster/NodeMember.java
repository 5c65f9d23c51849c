package io.rivulet.app.cluster;

import io.rivulet.app.proof.NodeClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A node of a cluster under test. */
public final class NodeMember extends Member {

    private static final int HEAP_MEGABYTES = 512;
    private static final Pattern READY = Pattern.compile("Rivulet is ready: .*ready in (\\S+) s\\)");

    private final String address;
    private final Path state;

    private NodeMember(String name, Path folder, Site site, String address, Path state, List<String> arguments) {
        super(name, folder, site, HEAP_MEGABYTES, arguments, READY);
        this.address = address;
        this.state = state;
    }

    /**
     * @param settings over those that follow from its place
     * @param isVerbose whether it logs what Kafka's clients do, too
     */
    static NodeMember of(
            int index,
            Path folder,
            Site site,
            int port,
            String bootstrapServers,
            Map<String, String> settings,
            boolean isVerbose) {
        String name = "node-" + index;
        Path state = folder.resolve(name).resolve("state");
        String address = site.host() + ":" + port;
        Map<String, String> all = new TreeMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        all.put("application.server", address);
        all.put("http.host", site.host());
        all.put("http.port", String.valueOf(port));
        all.put("state.dir", state.toString());
        all.put("standby.replicas", "1");
        all.putAll(settings);
        List<String> arguments = new ArrayList<>(List.of("serve"));
        if (isVerbose) {
            arguments.add("--verbose");
        }
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return new NodeMember(name, folder, site, address, state, arguments);
    }

    /** As the other nodes and {@code Rivulet-Node} name it, host:port. */
    public String address() {
        return address;
    }

    public URI uri() {
        return URI.create("http://" + address);
    }

    public NodeClient client() {
        return new NodeClient(uri());
    }

    /** Deletes what follows from the log. Only while it does not run. */
    public void wipe() {
        if (isAlive()) {
            throw new IllegalStateException(this + " still runs");
        }
        ClusterFolder.delete(state);
    }
}
