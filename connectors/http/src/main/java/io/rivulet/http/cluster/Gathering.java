package io.rivulet.http.cluster;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.engine.query.Answer;
import io.rivulet.engine.query.Freshness;
import io.rivulet.http.cluster.Peers.Reply;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.Query;
import io.rivulet.http.exchange.RivuletHeader;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that all owners of a namespace give together: each is asked for its own partitions at the same time, and their
 * items are merged. While a partition has no owner it is asked for again, until the request's time is over.
 */
public final class Gathering {

    /** Between nodes: the partitions that are asked for, comma-separated. */
    public static final String PARTITIONS = "partitions";

    /** {@code linearizable}: each owner first folds all that was acknowledged before the request came. */
    public static final String CONSISTENCY = "consistency";

    private static final long PAUSE_MILLIS = 50;

    private final Routing routing;

    public Gathering(Routing routing) {
        this.routing = routing;
    }

    /** What is asked of each owner. */
    public interface Question {

        /** The answer for partitions that this node serves, as a JSON object; throws a problem where it cannot be given. */
        JsonBuffer here(Collection<Integer> partitions);

        /** Brings the answers of several owners together. */
        JsonBuffer together(List<Part> parts);

        /** The name of the array of items in the answers. */
        String items();
    }

    /**
     * One owner's answer.
     *
     * @param items the items as JSON objects, byte for byte
     * @param others the other members of the answer, as JSON
     */
    public record Part(List<byte[]> items, Map<String, byte[]> others) {}

    /**
     * Answers a request.
     *
     * @param target the URL for other nodes, without the partitions
     * @param within how long it may take
     */
    public void answer(Exchange exchange, String target, Question question, Duration within) {
        exchange.allow(PARTITIONS);
        String only = exchange.anyQuery().text(PARTITIONS);
        boolean isLinearizable = exchange.anyQuery().is(CONSISTENCY, "linearizable");
        exchange.set(RivuletHeader.NODE, routing.self().toString());
        exchange.keepOpen();
        if (only != null) {
            Collection<Integer> asked = partitions(only, exchange.namespace().partitions());
            fresh(
                    exchange,
                    asked,
                    isLinearizable,
                    within,
                    exchange::guard,
                    () -> exchange.answer(200, question.here(asked)));
            return;
        }
        String all = isLinearizable ? extended(target, CONSISTENCY + "=linearizable") : target;
        new Round(exchange, all, isLinearizable, question, System.nanoTime() + within.toNanos()).run();
    }

    private static String extended(String target, String parameter) {
        return target + (target.contains("?") ? "&" : "?") + parameter;
    }

    /**
     * Goes on once the partitions of this node are as new as the request asks.
     *
     * @param guard runs what comes after the wait, and answers what it throws
     */
    private void fresh(
            Exchange exchange,
            Collection<Integer> here,
            boolean isLinearizable,
            Duration within,
            Consumer<Runnable> guard,
            Runnable next) {
        if (!isLinearizable) {
            next.run();
            return;
        }
        List<CompletableFuture<Answer<Long>>> waiting = here.stream()
                .map(partition -> exchange.namespace()
                        .await(partition, new Freshness(-1, true), within)
                        .toCompletableFuture())
                .toList();
        var unused = CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                .whenCompleteAsync(
                        (done, bug) -> guard.accept(() -> {
                            waiting.forEach(answer -> Problems.require(answer.join(), StreamPath.ROOT));
                            next.run();
                        }),
                        routing.threads());
    }

    private static Collection<Integer> partitions(String list, int count) {
        Collection<Integer> partitions = new TreeSet<>();
        for (String one : list.split(",", -1)) {
            partitions.add((int) Query.number(PARTITIONS, one, 0, count - 1L));
        }
        return partitions;
    }

    /** The values of a field of JSON objects, for merging by it. */
    public static String text(byte[] object, String field) {
        JsonReader json = new JsonReader(object);
        json.next();
        while (json.next() == JsonToken.FIELD_NAME) {
            boolean isIt = json.text().equals(field);
            JsonToken token = json.next();
            if (isIt) {
                return token == JsonToken.VALUE_STRING ? json.text() : String.valueOf(json.wholeNumber());
            }
            json.slice();
        }
        throw new IllegalStateException("an answer of another node has no " + field);
    }

    /** Items in the order of a whole number of theirs. */
    public static Comparator<byte[]> byNumber(String field) {
        return Comparator.comparingLong(item -> Long.parseLong(text(item, field)));
    }

    /** One try to ask everybody. */
    private final class Round implements Runnable {

        private final Exchange exchange;
        private final String target;
        private final boolean isLinearizable;
        private final Question question;
        private final long deadlineNanos;

        Round(Exchange exchange, String target, boolean isLinearizable, Question question, long deadlineNanos) {
            this.exchange = exchange;
            this.target = target;
            this.isLinearizable = isLinearizable;
            this.question = question;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public void run() {
            guard(this::ask);
        }

        /** What passes by itself is tried again. */
        private void guard(Runnable step) {
            exchange.guard(() -> {
                try {
                    step.run();
                } catch (ProblemException e) {
                    again(e.problem());
                }
            });
        }

        private void ask() {
            Namespace namespace = exchange.namespace();
            List<Integer> here = new ArrayList<>();
            Map<Address, List<Integer>> there = new LinkedHashMap<>();
            for (int partition : IntStream.range(0, namespace.partitions()).toArray()) {
                Placement placement = namespace.placement(partition);
                Address owner = placement.other(routing.self(), 0);
                if (placement.isHere()) {
                    here.add(partition);
                } else if (owner == null) {
                    throw routing.notHere(namespace, partition).toException();
                } else {
                    there.computeIfAbsent(owner, unused -> new ArrayList<>()).add(partition);
                }
            }
            Duration rest = Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
            fresh(exchange, here, isLinearizable, rest, this::guard, () -> ask(here, there, rest));
        }

        private void ask(List<Integer> here, Map<Address, List<Integer>> there, Duration rest) {
            if (there.isEmpty()) {
                exchange.answer(200, question.here(here));
                return;
            }
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            there.forEach((owner, partitions) -> replies.add(routing.peers().get(owner, targetOf(partitions), rest)));
            List<Part> parts = new ArrayList<>();
            if (!here.isEmpty()) {
                parts.add(part(question.here(here).toByteArray()));
            }
            var unused = CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                    .whenCompleteAsync(
                            (done, failure) -> exchange.guard(() -> gathered(replies, parts, failure)),
                            routing.threads());
        }

        private String targetOf(List<Integer> partitions) {
            String list = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
            return extended(target, PARTITIONS + "=" + list);
        }

        private void gathered(List<CompletableFuture<Reply>> replies, List<Part> parts, @Nullable Throwable failure) {
            if (failure != null) {
                again(Problems.moved("A node does not answer: " + failure.getMessage()));
                return;
            }
            for (CompletableFuture<Reply> each : replies) {
                Reply reply = each.join();
                if (reply.status() != 200) {
                    ProblemType type = ProblemType.bySlug(reply.problem()).orElse(ProblemType.MOVED);
                    again(Problem.of(type, type.title() + ", says a node.").after(Duration.ofSeconds(1)));
                    return;
                }
                parts.add(part(reply.body()));
            }
            exchange.answer(200, question.together(parts));
        }

        private void again(Problem problem) {
            boolean isPassing = problem.type().status() == 503;
            if (!isPassing || System.nanoTime() > deadlineNanos) {
                exchange.fail(problem);
            } else {
                var unused = routing.ticker()
                        .schedule(() -> routing.threads().execute(this), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private Part part(byte[] answer) {
            JsonReader json = new JsonReader(answer);
            List<byte[]> items = new ArrayList<>();
            Map<String, byte[]> others = new TreeMap<>();
            json.next();
            while (json.next() == JsonToken.FIELD_NAME) {
                String field = json.text();
                json.next();
                if (!field.equals(question.items())) {
                    others.put(field, json.slice());
                    continue;
                }
                while (json.next() == JsonToken.START_OBJECT) {
                    items.add(json.slice());
                }
            }
            return new Part(items, others);
        }
    }
}
