package io.rivulet.testkit.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.api.CoreEvents;
import io.rivulet.engine.fold.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A stream: the list of its events, and the records of a batch that is not whole. All else is derived. */
public final class PlainStream {

    /** FD-10. */
    private static final Map<String, String> COMPONENTS = Map.of(
            CoreEvents.CREATED, "stream.created",
            CoreEvents.WOKEN, "stream.woken",
            CoreEvents.CHILD_STREAM_CREATED, "stream.child-stream-created");

    private final String path;
    List<PlainEvent> events = new ArrayList<>();
    final List<PlainRecord> held = new ArrayList<>();

    PlainStream(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    boolean hasSubscriptions() {
        return !PlainRegistries.after(path, events).subscriptions().isEmpty();
    }

    public List<PlainEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** How many records wait for the rest of their batch. */
    public int held() {
        return held.size();
    }

    /** The offset of the last event, -1 for none. */
    public long head() {
        return headOf(events);
    }

    /** What this life is known by; empty before its first event. */
    static String incarnationOf(List<PlainEvent> events) {
        return events.isEmpty()
                ? ""
                : Long.toString(events.get(0).offset(), 36) + "-"
                        + Long.toString(events.get(0).record().time(), 36);
    }

    static long headOf(List<PlainEvent> events) {
        return events.isEmpty() ? -1 : events.get(events.size() - 1).offset();
    }

    /** The events that have an idempotency key, by key (AP-5). */
    public SortedMap<String, PlainEvent> byKey() {
        SortedMap<String, PlainEvent> byKey = new TreeMap<>();
        for (PlainEvent event : events) {
            String key = event.record().idempotencyKey();
            if (key != null && byKey.put(key, event) != null) {
                throw new IllegalStateException("the model has accepted the key " + key + " twice");
            }
        }
        return byKey;
    }

    /** The indexes of the events of each type. */
    public SortedMap<String, List<Long>> byType() {
        SortedMap<String, List<Long>> byType = new TreeMap<>();
        for (PlainEvent event : events) {
            byType.computeIfAbsent(event.type(), type -> new ArrayList<>()).add(event.index());
        }
        return byType;
    }

    /** The core state as it is served. */
    public ObjectNode state(String namespace) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("namespace", namespace).put("path", path);
        state.put("eventCount", (long) events.size()).put("maxOffset", head());
        state.put(
                "createdAt",
                PlainEvent.time(events.isEmpty() ? 0 : events.get(0).record().time()));
        PlainState.after(events).describe(state);
        PlainRegistries.after(path, events).describe(state);
        return state;
    }

    /** FD-10 to FD-13. */
    public List<Span> feed() {
        List<Span> feed = new ArrayList<>();
        for (PlainEvent event : events) {
            String component = COMPONENTS.getOrDefault(event.type(), "group");
            Span last = feed.isEmpty() ? null : feed.get(feed.size() - 1);
            boolean extendsLast = last != null
                    && component.equals("group")
                    && last.component().equals("group")
                    && last.type().equals(event.type())
                    && last.count() < 200;
            if (last != null && extendsLast) {
                feed.remove(feed.size() - 1);
                feed.add(new Span(
                        "group", last.type(), last.firstIndex(), last.firstOffset(), event.offset(), last.count() + 1));
            } else {
                feed.add(new Span(component, event.type(), event.index(), event.offset(), event.offset(), 1));
            }
        }
        return feed;
    }
}
