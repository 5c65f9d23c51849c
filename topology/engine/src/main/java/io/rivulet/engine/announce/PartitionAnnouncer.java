package io.rivulet.engine.announce;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.checkpoint.CheckpointTable;
import io.rivulet.engine.store.PartitionReader.Birth;
import io.rivulet.engine.store.PartitionStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announcing of one partition, from the moment that this node serves it, in steps that are bounded. Two of them may be under way
 * at a time: one that announces what is new, and one that tries again those that could not be told. All on one thread, but for
 * {@link #waiting}.
 *
 * <p>An ancestor that cannot be told is put aside, with the offset where it was left. It is told of nothing new until it has been
 * told of everything from there on, so the streams that it lacks are always those after one offset.
 */
final class PartitionAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionAnnouncer.class);

    /** The key of its row in the checkpoints. No path begins with a control character. */
    static final byte[] KEY = "\0announced".getBytes(StandardCharsets.US_ASCII);

    /** So many streams are announced together: an ancestor of them gets one batch. */
    static final int CHUNK = 200;

    /** Paths of ancestors that wait, in characters. Above it, nothing new is announced until some of them can be told. */
    static final int MOST_WAITING_LENGTH = 64 << 10;

    /** So many ancestors that wait are tried together. */
    private static final int TRIED_TOGETHER = 16;

    /** So many chunks are looked through in a step, at most, for the streams below an ancestor that waits. */
    private static final int CHUNKS_LOOKED_THROUGH = 20;

    /** So many streams, at most, the owner before may have announced without leaving word of it. */
    private static final int REPEATED = 1_000;

    private final PartitionStore store;
    private final CheckpointTable checkpoints;
    private final Teller teller;
    private final InstantSource clock;
    private final Map<StreamPath, WaitingAncestor> waiting = new ConcurrentHashMap<>();
    private final long servedFrom;
    private int repeated;

    /** How far the news were announced, and how far they are being announced. */
    private long upTo;

    private long begunTo;

    private long lookedAt = -1;

    /** Goes on where the owner before had come. The partition is served from here on. */
    PartitionAnnouncer(PartitionStore store, CheckpointTable checkpoints, Teller teller, InstantSource clock) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.teller = teller;
        this.clock = clock;
        servedFrom = store.applied();
        Told told = told(checkpoints.read(KEY), servedFrom);
        upTo = told.upTo();
        begunTo = upTo;
        for (Told.Left left : told.waiting()) {
            waiting.put(
                    left.ancestor(),
                    new WaitingAncestor(
                            store.partition(),
                            left.ancestor(),
                            left.after(),
                            left.since(),
                            0,
                            0,
                            "The owner before could not tell it"));
        }
    }

    /** What was announced beyond the end of the log was of another log: the topic has been made anew. */
    private static Told told(byte @Nullable [] row, long end) {
        Told told = row == null ? Told.NOTHING : Told.decode(row);
        return told.upTo() > end ? Told.NOTHING : told;
    }

    /** The ancestors that wait. Any thread. */
    Collection<WaitingAncestor> waiting() {
        return Collections.unmodifiableCollection(waiting.values());
    }

    // --- what is new ---

    /** Announces some of what is new. Completes with whether there may be more. */
    CompletableFuture<Boolean> announceNews() {
        List<Birth> births = news();
        if (births.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Map<StreamPath, List<EventInput>> news = new LinkedHashMap<>();
        for (Birth birth : births) {
            for (StreamPath ancestor : Announcement.ancestors(birth.path())) {
                if (!waiting.containsKey(ancestor)) {
                    news.computeIfAbsent(ancestor, unused -> new ArrayList<>())
                            .add(Announcement.of(ancestor, birth.path()));
                }
            }
        }
        boolean isRepeated = births.get(0).offset() <= servedFrom && repeated < REPEATED;
        repeated += births.size();
        begunTo = births.get(births.size() - 1).offset();
        return teller.tell(news, isRepeated).thenApply(failures -> {
            putAside(failures);
            upTo = begunTo;
            save();
            return true;
        });
    }

    private List<Birth> news() {
        long applied = store.applied();
        if (applied == lookedAt || waitingLength() > MOST_WAITING_LENGTH) {
            return List.of();
        }
        List<Birth> births = store.reader().births(upTo, CHUNK);
        if (births.isEmpty()) {
            lookedAt = applied;
        }
        return births;
    }

    private int waitingLength() {
        return waiting.keySet().stream()
                .mapToInt(ancestor -> ancestor.value().length())
                .sum();
    }

    private void putAside(Map<StreamPath, String> failures) {
        long now = clock.millis();
        failures.forEach((ancestor, why) -> waiting.put(
                ancestor, new WaitingAncestor(store.partition(), ancestor, upTo, now, 0, now, why).failed(now, why)));
        failures.entrySet().stream()
                .findFirst()
                .ifPresent(
                        first -> LOG.atInfo()
                                .addKeyValue("partition", store.partition())
                                .addKeyValue("count", failures.size())
                                .addKeyValue("path", first.getKey())
                                .addKeyValue("reason", first.getValue())
                                .log(
                                        "Streams cannot be told of new streams below them, and are told later; path is the first of them"));
    }

    // --- what waits ---

    /** Tries again some of the ancestors whose time has come. Completes with whether there may be more. */
    CompletableFuture<Boolean> retryWaiting() {
        long now = clock.millis();
        Map<StreamPath, Lacking> due = new LinkedHashMap<>();
        waiting.values().stream()
                .filter(ancestor -> ancestor.nextAttempt() <= now)
                .sorted(Comparator.comparingLong(WaitingAncestor::nextAttempt))
                .limit(TRIED_TOGETHER)
                .forEach(ancestor -> due.put(ancestor.ancestor(), lacking(ancestor)));
        if (due.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Map<StreamPath, List<EventInput>> news = new LinkedHashMap<>();
        due.forEach((ancestor, lacking) -> news.put(ancestor, lacking.events()));
        return teller.tell(news, false).thenApply(failures -> {
            due.forEach((ancestor, lacking) -> tried(lacking, failures.get(ancestor)));
            save();
            return true;
        });
    }

    /**
     * What an ancestor is told next.
     *
     * @param reached the offset up to which it lacks nothing more then
     */
    private record Lacking(WaitingAncestor ancestor, List<EventInput> events, long reached) {}

    /** After a failure it is one stream, to see whether the ancestor can be told now. */
    private Lacking lacking(WaitingAncestor ancestor) {
        int most = ancestor.failures() == 0 ? CHUNK : 1;
        List<EventInput> events = new ArrayList<>();
        long reached = ancestor.after();
        for (int i = 0; i < CHUNKS_LOOKED_THROUGH && reached < begunTo; i++) {
            List<Birth> births = store.reader().births(reached, CHUNK);
            for (Birth birth : births) {
                if (birth.offset() > begunTo || events.size() == most) {
                    return new Lacking(ancestor, events, reached);
                }
                reached = birth.offset();
                if (Announcement.isBelow(ancestor.ancestor(), birth.path())) {
                    events.add(Announcement.of(ancestor.ancestor(), birth.path()));
                }
            }
        }
        return new Lacking(ancestor, events, reached);
    }

    private void tried(Lacking lacking, @Nullable String failure) {
        WaitingAncestor ancestor = lacking.ancestor();
        if (failure != null) {
            waiting.put(ancestor.ancestor(), ancestor.failed(clock.millis(), failure));
        } else if (lacking.reached() < begunTo) {
            waiting.put(ancestor.ancestor(), ancestor.movedTo(lacking.reached()));
        } else {
            waiting.remove(ancestor.ancestor());
            LOG.atDebug()
                    .addKeyValue("partition", ancestor.partition())
                    .addKeyValue("path", ancestor.ancestor())
                    .log("A stream that waited was told of the new streams below it");
        }
    }

    private void save() {
        checkpoints.handOver(KEY, Told.of(upTo, waiting.values()).encode());
    }
}
