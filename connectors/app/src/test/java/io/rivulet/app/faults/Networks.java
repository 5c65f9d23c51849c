package io.rivulet.app.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for each process, joined by a bridge that this process is at, too; two of them can be kept from each
 * other. It needs root, and is there once on a machine. What is cut off is silent, as with a cable that is pulled: packets go
 * to an address of the bridge that nobody has.
 */
final class Networks implements AutoCloseable {

    private static final String PREFIX = "rvlt-";
    private static final String BRIDGE = "rvlt0";
    private static final String SUBNET = "10.77.31.";
    private static final String NOBODY = "02:00:00:00:00:01";

    private final List<Place> places = new ArrayList<>();
    private final List<List<Place>> cuts = new ArrayList<>();
    private final Thread atExit = new Thread(Networks::removeAll, "remove-networks");

    /** What an earlier run has left behind is removed first. */
    Networks() {
        removeAll();
        Runtime.getRuntime().addShutdownHook(atExit);
        Shell.run("ip", "link", "add", BRIDGE, "type", "bridge");
        Shell.run("ip", "addr", "add", SUBNET + "1/24", "dev", BRIDGE);
        Shell.run("ip", "link", "set", BRIDGE, "up");
    }

    /** Gives a process a namespace. */
    Place place(String name, int port) {
        Place place = new Place(name, SUBNET + (10 + places.size()), port, PREFIX + name);
        String outside = "rvlt" + places.size() + "v";
        Shell.run("ip", "netns", "add", PREFIX + name);
        Shell.run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", PREFIX + name);
        Shell.run("ip", "link", "set", outside, "master", BRIDGE, "up");
        Shell.run("ip", "-n", PREFIX + name, "addr", "add", place.host() + "/24", "dev", "eth0");
        Shell.run("ip", "-n", PREFIX + name, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", PREFIX + name, "link", "set", "lo", "up");
        places.add(place);
        return place;
    }

    /** Keeps two processes from each other, in both directions. */
    void cut(Place one, Place other) {
        lose(one, other);
        lose(other, one);
        cuts.add(List.of(one, other));
    }

    /** Undoes all cuts. */
    void mend() {
        for (List<Place> cut : cuts) {
            find(cut.get(0), cut.get(1));
            find(cut.get(1), cut.get(0));
        }
        cuts.clear();
    }

    @Override
    public void close() {
        removeAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private static void lose(Place from, Place to) {
        Shell.run(
                "ip",
                "-n",
                network(from),
                "neigh",
                "replace",
                to.host(),
                "lladdr",
                NOBODY,
                "dev",
                "eth0",
                "nud",
                "permanent");
    }

    private static void find(Place from, Place to) {
        Shell.run("ip", "-n", network(from), "neigh", "del", to.host(), "dev", "eth0");
    }

    private static String network(Place place) {
        String network = place.network();
        if (network == null) {
            throw new IllegalArgumentException(place + " is in no network of its own");
        }
        return network;
    }

    private static void removeAll() {
        Shell.run("ip", "netns", "list")
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> Shell.run("ip", "netns", "del", name));
        if (Shell.run("ip", "-o", "link", "show", "type", "bridge").contains(" " + BRIDGE + ":")) {
            Shell.run("ip", "link", "del", BRIDGE);
        }
    }
}
