package io.rivulet.app.node;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.node.GivenSettings.Given;
import io.rivulet.app.plugins.PluginSettings;
import io.rivulet.engine.EngineSettings;
import io.rivulet.http.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a node with its own broker: those that follow from folder and port are not for anybody else to set. */
final class DevSettings {

    private static final String HOST = "127.0.0.1";
    private static final String ORIGIN = "dev";

    /** A static member of its group: after a kill it takes its own place again, and waits for no session to end. */
    private static final String INSTANCE_ID = "consumer.group.instance.id";

    private final GivenSettings given;

    private DevSettings(GivenSettings given) {
        this.given = given;
    }

    /** Checks everything before the broker is started, the port too. */
    static DevSettings of(GivenSettings given, Path data, int port) {
        int free = requireFree(HOST, port);
        Map<String, String> derived = new TreeMap<>();
        derived.put(EngineSettings.BOOTSTRAP_SERVERS, HOST + ":1");
        derived.put(EngineSettings.STATE_DIR, data.resolve("state").toString());
        derived.put(EngineSettings.APPLICATION_SERVER, HOST + ":" + free);
        derived.put(INSTANCE_ID, ORIGIN);
        derived.put(HttpSettings.HOST, HOST);
        derived.put(HttpSettings.PORT, Integer.toString(free));
        derived.forEach((key, value) -> {
            refuse(key, given);
            given.add(key, value, ORIGIN);
        });
        addPlugins(given, data.resolve("plugins"));
        NodeSettings.of(given);
        return new DevSettings(given);
    }

    /** The settings, once the broker has an address. */
    NodeSettings on(String bootstrapServers) {
        given.add(EngineSettings.BOOTSTRAP_SERVERS, bootstrapServers, ORIGIN);
        return NodeSettings.of(given);
    }

    /** Plugins below the data, unless somebody said where they are. */
    private static void addPlugins(GivenSettings given, Path plugins) {
        if (given.get(PluginSettings.PLUGIN_PATH) == null && Files.isDirectory(plugins)) {
            given.add(PluginSettings.PLUGIN_PATH, plugins.toString(), ORIGIN);
        }
    }

    /** Refuses a setting that is not for anybody else to set. */
    static void refuse(String key, GivenSettings given) {
        Given other = given.get(key);
        if (other != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    key + " [" + other.origin()
                            + "]: dev sets this itself, from --data and --port. Use serve to set it.");
        }
    }

    /** Answers the port, or the one that was found for 0. */
    static int requireFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Port " + port + " of " + host + " cannot be had (" + e.getMessage()
                            + "): stop what listens there, or choose another with --port",
                    e);
        }
    }
}
