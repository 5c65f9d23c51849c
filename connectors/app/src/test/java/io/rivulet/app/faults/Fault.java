package io.rivulet.app.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What befalls a cluster: it is struck, left so for a time, and healed. The cluster may need some time to be well again. */
enum Fault {
    KILL_NODE("kill -9 of a node", false) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.killNode(target);
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.startNode(target);
        }
    },
    KILL_BROKER("kill -9 of a broker", false) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.killBroker(target);
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.startBroker(target);
        }
    },
    PAUSE_NODE("SIGSTOP of a node for longer than its session, and SIGCONT", false) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.pauseNode(target);
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.resumeNode(target);
        }
    },
    ROLLING_RESTART("SIGTERM and start of one node after the other", false) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            for (int i = 0; i < cluster.size(); i++) {
                int node = (target + i) % cluster.size();
                cluster.stopNode(node);
                cluster.startNode(node);
                cluster.awaitWell();
            }
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            // Each node runs again.
            cluster.awaitWell();
        }
    },
    LOSE_STATE("kill -9 of a node and loss of its state directory", false) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.killNode(target);
            cluster.wipeNode(target);
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.startNode(target);
        }
    },
    CUT_FROM_BROKERS("network partition of a node from all brokers", true) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.cutNodeFromBrokers(target);
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.mend();
        }
    },
    CUT_FROM_NODE("network partition of a node from another node", true) {
        @Override
        void strike(FaultyCluster cluster, int target) {
            cluster.cutNodes(target, (target + 1) % cluster.size());
        }

        @Override
        void heal(FaultyCluster cluster, int target) {
            cluster.mend();
        }
    };

    private static final Duration LEAST = Duration.ofSeconds(4);
    private static final int SPREAD_MILLIS = 6_000;

    private final String title;
    private final boolean needsNetworks;

    Fault(String title, boolean needsNetworks) {
        this.title = title;
        this.needsNetworks = needsNetworks;
    }

    String title() {
        return title;
    }

    /** Those that can be done to processes on one network, or all. */
    static List<Fault> all(boolean withNetworks) {
        return Arrays.stream(values())
                .filter(fault -> withNetworks || !fault.needsNetworks)
                .toList();
    }

    /** How long it lasts: always longer than a node's session. */
    Duration duration(Random random) {
        return LEAST.plusMillis(random.nextInt(SPREAD_MILLIS));
    }

    /** @param target a node's or broker's number, from 0 */
    abstract void strike(FaultyCluster cluster, int target);

    abstract void heal(FaultyCluster cluster, int target);
}
