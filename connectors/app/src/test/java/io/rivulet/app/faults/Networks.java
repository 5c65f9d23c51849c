package io.rivulet.app.faults;

import io.rivulet.app.cluster.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network namespace for each process, joined by a bridge that this process is at, too; two of them can be kept from each
 * other. It needs root, and is there once on a machine; it goes with this process. One thread.
 *
 * <p>What is cut off is silent, as with a cable that is pulled: its packets go to an address of the bridge that nobody has.
 */
final class Networks implements AutoCloseable {

    private static final String PREFIX = "rvlt-";
    private static final String BRIDGE = "rvlt0";
    private static final String SUBNET = "10.77.31.";
    private static final String NOBODY = "02:00:00:00:00:01";
    private static final int FIRST_HOST = 10;

    private final Map<String, Site> sites = new TreeMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final Thread atExit = new Thread(Networks::removeAll, "remove-networks");

    /** Packets that do not arrive. */
    private record Cut(String from, String to) {}

    /** What an earlier run has left behind is removed first. */
    Networks() {
        removeAll();
        Runtime.getRuntime().addShutdownHook(atExit);
        Shell.run("ip", "link", "add", BRIDGE, "type", "bridge");
        Shell.run("ip", "addr", "add", SUBNET + "1/24", "dev", BRIDGE);
        Shell.run("ip", "link", "set", BRIDGE, "up");
    }

    /** Makes a namespace for a process. */
    Site site(String name) {
        Site site = Site.inNamespace(PREFIX + name, SUBNET + (FIRST_HOST + sites.size()));
        String outside = "rvlt-v" + sites.size();
        Shell.run("ip", "netns", "add", PREFIX + name);
        Shell.run("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", PREFIX + name);
        Shell.run("ip", "link", "set", outside, "master", BRIDGE, "up");
        Shell.run("ip", "-n", PREFIX + name, "addr", "add", site.host() + "/24", "dev", "eth0");
        Shell.run("ip", "-n", PREFIX + name, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", PREFIX + name, "link", "set", "lo", "up");
        sites.put(name, site);
        return site;
    }

    /** Keeps two processes from each other, in both directions. */
    void cut(String one, String other) {
        for (Cut cut : List.of(new Cut(one, other), new Cut(other, one))) {
            neighbour(cut, "replace", "lladdr", NOBODY, "nud", "permanent");
            cuts.add(cut);
        }
    }

    /** Undoes all cuts. */
    void mend() {
        cuts.forEach(cut -> neighbour(cut, "del"));
        cuts.clear();
    }

    @Override
    public void close() {
        removeAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void neighbour(Cut cut, String what, String... how) {
        Site to = sites.get(cut.to());
        if (to == null) {
            throw new IllegalArgumentException("There is no " + cut.to());
        }
        List<String> command =
                new ArrayList<>(List.of("ip", "-n", PREFIX + cut.from(), "neigh", what, to.host(), "dev", "eth0"));
        command.addAll(List.of(how));
        Shell.run(command.toArray(String[]::new));
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
