package io.rivulet.app.node;

import io.rivulet.app.processes.ClusterLayout;
import io.rivulet.app.processes.ClusterLayout.NodePlace;
import io.rivulet.engine.EngineSettings;
import io.rivulet.http.HttpSettings;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the nodes of a cluster on one machine: what was given, and for each what follows from its place. */
final class ClusterSettings {

    private static final String ORIGIN = "dev";

    private final GivenSettings given;
    private final ClusterLayout layout;

    ClusterSettings(GivenSettings given, ClusterLayout layout) {
        this.given = given;
        this.layout = layout;
    }

    /** The settings of one node, checked. */
    Map<String, String> of(NodePlace node) {
        Map<String, String> derived = new TreeMap<>();
        derived.put(EngineSettings.BOOTSTRAP_SERVERS, layout.bootstrapServers());
        derived.put(
                EngineSettings.STATE_DIR, layout.folder(node).resolve("state").toString());
        derived.put(EngineSettings.APPLICATION_SERVER, node.address());
        derived.put(HttpSettings.HOST, node.host());
        derived.put(HttpSettings.PORT, Integer.toString(node.port()));
        GivenSettings all = new GivenSettings();
        if (layout.nodes().size() > 1) {
            all.add(EngineSettings.STANDBYS, "1", ORIGIN);
        }
        all.addAll(given);
        derived.forEach((key, value) -> {
            DevSettings.refuse(key, given);
            all.add(key, value, ORIGIN);
        });
        NodeSettings.of(all);
        return all.toMap();
    }
}
