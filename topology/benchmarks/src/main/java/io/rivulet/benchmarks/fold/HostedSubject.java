package io.rivulet.benchmarks.fold;

import io.rivulet.api.processor.Contract;
import io.rivulet.benchmarks.fold.RivuletSubject.Counted;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.append.AppendResult;
import io.rivulet.engine.checkpoint.Checkpoints;
import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.LaneCounts;
import io.rivulet.engine.lane.Lanes;
import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.engine.processor.Emission;
import io.rivulet.engine.processor.Host;
import io.rivulet.engine.processor.RemoteAppends;
import io.rivulet.engine.store.PartitionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's topology with its host of processors, as a node has them; partitions are served from their first event on, so that the
 * processors read beside the fold. Opened once.
 */
final class HostedSubject implements Subject {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int PAUSE_MILLIS = 1;

    private final Attached attached;
    private final Map<Integer, PartitionStore> stores = new ConcurrentHashMap<>();
    private final Checkpoints checkpoints = new Checkpoints();
    private @Nullable Host opened;

    /** What is attached to which streams. */
    enum Attached {
        NONE("no processor", ""),
        ELSEWHERE("one on streams that there are none of", "counter@" + Reading.NAMESPACE + "/elsewhere"),
        IDLE("one on every stream that consumes none of its events", "idle@" + Reading.NAMESPACE + "/"),
        ACTIVE("one on every stream that counts its events", "counter@" + Reading.NAMESPACE + "/");

        private final String title;
        private final String setting;

        Attached(String title, String setting) {
            this.title = title;
            this.setting = setting;
        }
    }

    HostedSubject(Attached attached) {
        this.attached = attached;
    }

    @Override
    public String name() {
        return attached.title;
    }

    @Override
    public Application open(Target target, Progress progress) {
        EngineSettings node = Reading.node(target, attached.setting);
        Host host = host(node);
        opened = host;
        Application application =
                RivuletSubject.open(node, target, new Hosting(progress, host.lanes(), stores), checkpoints);
        return new Application(application.streams(), () -> {
            host.close();
            application.release().run();
        });
    }

    private Lanes lanes() {
        return Objects.requireNonNull(opened, "it is not opened yet").lanes();
    }

    private Host host(EngineSettings node) {
        return new Host(
                new Host.Settings(
                        Reading.NAMESPACE, node.attachments(Reading.NAMESPACE), node.processorWorkers(), node.lanes()),
                new Catalogue(List.of(new Counter("counter", Contract.ANY), new Counter("idle", "never"))),
                Outlets.NONE,
                new Emission(
                        (path, events) -> CompletableFuture.<AppendResult>failedFuture(
                                new IllegalStateException("these processors append nothing")),
                        RemoteAppends.NONE,
                        node.processorWorkers()),
                checkpoints,
                partition -> Optional.ofNullable(stores.get(partition)),
                InstantSource.system(),
                new Random());
    }

    /** Returns once no lane has anything to do. After all is folded. */
    void awaitCaughtUp() throws InterruptedException, TimeoutException {
        long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
        while (!hasCaughtUp()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new TimeoutException("The processors do not catch up: " + lanes().counts());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean hasCaughtUp() {
        Lanes lanes = lanes();
        return lanes.unrouted() == 0 && lanes.counts().values().stream().allMatch(HostedSubject::isAtRest);
    }

    private static boolean isAtRest(LaneCounts counts) {
        return counts.queued() + counts.running() + counts.failing() == 0;
    }

    /** What a node does of what comes of the fold, as far as lanes go. On the stream thread. */
    private static final class Hosting extends Counted {

        private final Lanes lanes;
        private final Map<Integer, PartitionStore> stores;

        Hosting(Progress progress, Lanes lanes, Map<Integer, PartitionStore> stores) {
            super(progress);
            this.lanes = lanes;
            this.stores = stores;
        }

        @Override
        public void taken(PartitionStore store) {
            stores.put(store.partition(), store);
            lanes.taken(store);
        }

        @Override
        public void left(PartitionStore store) {
            lanes.left(store);
            stores.remove(store.partition());
        }

        @Override
        public void changed(PartitionStore store, StreamRow stream) {
            lanes.changed(store, stream);
        }

        @Override
        public void groupEnded(PartitionStore store, long next) {
            lanes.groupEnded(store);
            super.groupEnded(store, next);
        }
    }
}
