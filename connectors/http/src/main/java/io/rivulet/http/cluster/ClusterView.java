package io.rivulet.http.cluster;

import io.rivulet.engine.Namespace;
import io.rivulet.engine.Readiness;
import io.rivulet.engine.announce.Announcements;
import io.rivulet.engine.announce.WaitingAncestor;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.PartitionStatus;
import io.rivulet.http.cluster.Peers.Reply;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/node} and {@code GET /v1/cluster}: how each partition does, on this node, and on every node that is known. */
public final class ClusterView {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterView.class);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final Duration ASK_BROKERS = Duration.ofSeconds(1);

    private final String nodeId;
    private final Peers peers;
    private final Collection<Namespace> namespaces;
    private volatile boolean isClosing;

    public ClusterView(String nodeId, Peers peers, Collection<Namespace> namespaces) {
        this.nodeId = nodeId;
        this.peers = peers;
        this.namespaces = namespaces;
    }

    /** From now on the node says that it is closing. */
    public void close() {
        isClosing = true;
    }

    /** {@code GET /v1/node}. */
    public void node(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        exchange.query();
        answer(exchange, own());
    }

    /** {@code GET /v1/cluster}. A node that does not answer is in it, as unreachable. */
    public void cluster(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        exchange.query();
        Map<String, CompletableFuture<JsonBuffer>> nodes = new TreeMap<>();
        nodes.put(peers.self().toString(), own());
        for (Namespace namespace : namespaces) {
            for (Address node : namespace.nodes()) {
                nodes.computeIfAbsent(node.toString(), unused -> other(node));
            }
        }
        answer(exchange, together(nodes.values()).thenApply(all -> new JsonBuffer()
                .raw("{\"nodes\":")
                .array(all, JsonBuffer::buffer)
                .raw("}")));
    }

    private static void answer(Exchange exchange, CompletableFuture<JsonBuffer> answer) {
        answer.thenAccept(json -> exchange.guard(() -> exchange.answer(200, json)))
                .exceptionally(failure -> {
                    exchange.fail(failure);
                    return null;
                });
    }

    private CompletableFuture<JsonBuffer> other(Address node) {
        return peers.get(node, "/v1/node", ASK).handle((reply, failure) -> {
            if (failure == null && reply.status() == 200) {
                return new JsonBuffer(reply.body().length).bytes(reply.body());
            }
            LOG.atDebug().addKeyValue("node", node).setCause(failure).log("A node does not answer");
            return unreachable(node, failure == null ? "it answers " + reply.status() : reason(failure));
        });
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    private static JsonBuffer unreachable(Address node, String detail) {
        JsonBuffer json = new JsonBuffer().raw("{\"node\":").text(node.toString());
        return json.raw(",\"state\":\"unreachable\",\"detail\":").text(detail).raw(",\"namespaces\":[]}");
    }

    private CompletableFuture<JsonBuffer> own() {
        List<CompletableFuture<JsonBuffer>> parts = new ArrayList<>();
        namespaces.forEach(namespace -> parts.add(own(namespace)));
        return together(parts).thenApply(all -> {
            JsonBuffer json =
                    new JsonBuffer().raw("{\"node\":").text(peers.self().toString());
            json.raw(",\"id\":").text(nodeId);
            json.raw(",\"state\":").text(isClosing ? "closing" : state());
            json.raw(",\"namespaces\":").array(all, JsonBuffer::buffer);
            return json.raw("}");
        });
    }

    /** The worst of its namespaces' states. */
    private String state() {
        List<Readiness.State> states =
                namespaces.stream().map(each -> each.readiness().state()).toList();
        for (Readiness.State worst :
                List.of(Readiness.State.FAILED, Readiness.State.STARTING, Readiness.State.RESTORING)) {
            if (states.contains(worst)) {
                return worst.name().toLowerCase(Locale.ROOT);
            }
        }
        return "serving";
    }

    private static CompletableFuture<JsonBuffer> own(Namespace namespace) {
        List<CompletableFuture<JsonBuffer>> partitions = new ArrayList<>();
        for (PartitionStatus status : namespace.status()) {
            partitions.add(namespace
                    .behind(status.partition(), ASK_BROKERS)
                    .thenApply(behind -> partition(status, behind))
                    .toCompletableFuture());
        }
        return together(partitions).thenApply(all -> {
            Readiness readiness = namespace.readiness();
            JsonBuffer json = new JsonBuffer().raw("{\"namespace\":").text(namespace.name());
            json.raw(",\"topic\":").text(namespace.topic());
            json.raw(",\"partitionCount\":").number(namespace.partitions());
            json.raw(",\"state\":").text(readiness.state().name().toLowerCase(Locale.ROOT));
            json.raw(",\"detail\":").text(readiness.detail());
            json.raw(",\"partitions\":").array(all, JsonBuffer::buffer);
            announcing(json.raw(",\"announcing\":"), namespace.announcements());
            return json.raw("}");
        });
    }

    private static void announcing(JsonBuffer json, Announcements announcements) {
        json.raw("{\"on\":").raw(Boolean.toString(announcements.isOn()));
        json.raw(",\"waitingCount\":").number(announcements.count());
        json.raw(",\"waiting\":")
                .array(announcements.waiting(), ClusterView::waiting)
                .raw("}");
    }

    private static void waiting(JsonBuffer json, WaitingAncestor ancestor) {
        json.raw("{\"path\":").text(ancestor.ancestor().value());
        json.raw(",\"partition\":").number(ancestor.partition());
        json.raw(",\"since\":").text(time(ancestor.since()));
        json.raw(",\"failures\":").number(ancestor.failures());
        json.raw(",\"nextAttempt\":").text(time(ancestor.nextAttempt()));
        json.raw(",\"reason\":").text(ancestor.reason()).raw("}");
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static JsonBuffer partition(PartitionStatus status, OptionalLong behind) {
        JsonBuffer json = new JsonBuffer().raw("{\"partition\":").number(status.partition());
        json.raw(",\"role\":").text(status.isOwner() ? "owner" : "standby");
        json.raw(",\"state\":").text(status.state().label());
        json.raw(",\"applied\":").number(status.applied());
        if (behind.isPresent()) {
            json.raw(",\"end\":").number(status.applied() + 1 + behind.getAsLong());
            json.raw(",\"behind\":").number(behind.getAsLong());
        }
        PartitionStatus.Restore restore = status.restore();
        if (restore != null) {
            json.raw(",\"restore\":{\"from\":").number(restore.from());
            json.raw(",\"to\":").number(restore.to());
            json.raw(",\"at\":").number(restore.at());
            json.raw(",\"recordsPerSecond\":").number(Math.round(restore.recordsPerSecond()));
            if (restore.remainingSeconds() >= 0) {
                json.raw(",\"remainingSeconds\":")
                        .raw(BigDecimal.valueOf(restore.remainingSeconds())
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString());
            }
            json.raw("}");
        }
        return json.raw("}");
    }

    private static CompletableFuture<List<JsonBuffer>> together(Collection<CompletableFuture<JsonBuffer>> parts) {
        List<CompletableFuture<JsonBuffer>> all = List.copyOf(parts);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    /** Asks under the node's own address who is there: what is wrong with it, if something is. */
    public Optional<String> checkOwnAddress() {
        Address self = peers.self();
        try {
            Reply reply = peers.get(self, "/v1/node", ASK).join();
            boolean isOwn =
                    reply.status() == 200 && Gathering.text(reply.body(), "id").equals(nodeId);
            return isOwn
                    ? Optional.empty()
                    : Optional.of("Somebody else answers at " + self + ": each node has an address of its own");
        } catch (CompletionException e) {
            LOG.atWarn()
                    .addKeyValue("application.server", self)
                    .addKeyValue("reason", reason(e))
                    .log("This node does not reach itself under the address that the others are told");
            return Optional.empty();
        }
    }
}
