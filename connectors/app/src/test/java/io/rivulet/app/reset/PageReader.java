package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a stream page by page, in every form and at every freshness, and keeps the pages: one that the node says is still right is shown
 * as current again. Some reads are bound to the life of a page that it has.
 */
final class PageReader implements Actor {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final List<String> RESOURCES =
            List.of("events", "events", "mirror", "feed", "state", "children", "lines");

    private final String name;
    private final String path;
    private final Nodes nodes;
    private final Lives lives;
    private final Map<String, Page> kept = new HashMap<>();
    private long cursor = -1;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong spared = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean isOver;

    /** What it has of a resource. */
    private record Page(String incarnation, String tag, List<Long> offsets) {}

    PageReader(String name, String path, Nodes nodes, Lives lives) {
        this.name = name;
        this.path = path;
        this.nodes = nodes;
        this.lives = lives;
    }

    @Override
    public void run() {
        while (!isOver) {
            readOne();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void end() {
        isOver = true;
    }

    /** How many pages it was sent. */
    long read() {
        return read.get();
    }

    /** How many it had, and they were still right. */
    long spared() {
        return spared.get();
    }

    /** How many reads were bound to a life that had ended, and refused. */
    long refused() {
        return refused.get();
    }

    private void readOne() {
        Random random = nodes.random();
        String resource = RESOURCES.get(random.nextInt(RESOURCES.size()));
        String range = range(resource, random);
        String target = resource + range;
        Page page = kept.get(target);
        boolean isBound = page != null && !resource.equals("state") && random.nextInt(4) == 0;
        int freshness = random.nextInt(3);
        String query = range
                + (isBound ? "&incarnation=" + page.incarnation() : "")
                + switch (freshness) {
                    case 0 -> "";
                    case 1 -> "&consistency=linearizable";
                    default -> "&minOffset=" + Math.max(0, lives.newest(path));
                };
        HttpRequest.Builder request = nodes.request(
                resource.equals("lines") ? "events" : resource, path, query.isEmpty() ? "" : "?" + query.substring(1));
        if (page != null && !page.tag().isEmpty()) {
            request.header("If-None-Match", page.tag());
        }
        if (resource.equals("lines")) {
            request.header("Accept", "application/x-ndjson");
        }
        long began = System.nanoTime();
        Optional<HttpResponse<String>> answer = nodes.send(request.build(), BodyHandlers.ofString());
        if (answer.isPresent()) {
            long applied = Nodes.appliedOffset(answer.get());
            take(target, answer.get(), new Sight(name + " " + target + query, began, applied, freshness > 0));
        }
    }

    private String range(String resource, Random random) {
        return switch (resource) {
            case "events" -> "&limit=20&after=" + (random.nextBoolean() ? -1 : cursor);
            case "mirror" -> "&limit=20&from=" + 20 * random.nextInt(3);
            case "feed" -> "&limit=5";
            default -> "";
        };
    }

    private void take(String target, HttpResponse<String> answer, Sight sight) {
        Page page = kept.get(target);
        switch (answer.statusCode()) {
            case 200 -> {
                read.incrementAndGet();
                Page now = page(target, answer);
                kept.put(target, now);
                show(now, sight);
            }
            case 304 -> {
                spared.incrementAndGet();
                if (page == null) {
                    throw new IllegalStateException("Spared a page that it never had: " + sight);
                }
                show(page, sight);
            }
            case 404 -> kept.remove(target);
            case 409 -> {
                refused.incrementAndGet();
                kept.remove(target);
            }
            case 503 -> {
                // Nobody owns the partition at this moment.
            }
            default -> lives.broke(sight.who() + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private void show(Page page, Sight sight) {
        lives.shown(new Life(path, page.incarnation()), page.offsets(), sight);
    }

    private Page page(String target, HttpResponse<String> answer) {
        String incarnation = answer.headers().firstValue("Rivulet-Incarnation").orElse("");
        String tag = answer.headers().firstValue("ETag").orElse("");
        if (target.startsWith("lines")) {
            return new Page(
                    incarnation,
                    tag,
                    answer.body()
                            .lines()
                            .map(line -> Nodes.json(line).get("offset").asLong())
                            .toList());
        }
        JsonNode json = Nodes.json(answer.body());
        if (!json.path("incarnation").asText().equals(incarnation)) {
            lives.broke(target + ": the page is of " + json.path("incarnation") + ", its header says " + incarnation);
        }
        List<Long> offsets = new ArrayList<>(Shown.offsets(json.path("events")));
        if (target.startsWith("mirror")) {
            offsets.addAll(Shown.offsets(json.path("rows")));
        }
        json.path("rows").forEach(row -> offsets.addAll(Shown.offsets(row.path("events"))));
        if (!offsets.isEmpty()) {
            cursor = offsets.get(offsets.size() - 1);
        }
        return new Page(incarnation, tag, offsets);
    }
}
