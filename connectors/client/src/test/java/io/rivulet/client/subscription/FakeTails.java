package io.rivulet.client.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections that bring what a test says, when it says so, also after they were closed. */
final class FakeTails implements Tail.Source {

    private final List<FakeTail> opened = new ArrayList<>();

    @Override
    public Tail open(Checkpoint from, Tail.Listener listener) {
        FakeTail tail = new FakeTail(from, listener);
        opened.add(tail);
        return tail;
    }

    int count() {
        return opened.size();
    }

    FakeTail last() {
        return opened.get(opened.size() - 1);
    }

    /** One connection. */
    static final class FakeTail implements Tail {

        private final Checkpoint from;
        private final Listener listener;
        private int asked;
        private boolean isClosed;
        private boolean isAvoided;

        private FakeTail(Checkpoint from, Listener listener) {
            this.from = from;
            this.listener = listener;
        }

        Checkpoint from() {
            return from;
        }

        /** How often more was asked for. */
        int asked() {
            return asked;
        }

        boolean isClosed() {
            return isClosed;
        }

        boolean isAvoided() {
            return isAvoided;
        }

        void opens(long appliedOffset) {
            listener.opened(appliedOffset);
        }

        void brings(SseFrame... frames) {
            listener.received(List.of(frames));
        }

        void ends(Failure.Kind kind) {
            listener.ended(Failure.of(kind, "the test ends it"), Duration.ZERO);
        }

        void ends(Failure.Kind kind, Duration notBefore) {
            listener.ended(Failure.of(kind, "the test ends it"), notBefore);
        }

        @Override
        public void more() {
            asked++;
        }

        @Override
        public void close() {
            isClosed = true;
        }

        @Override
        public void closeAndAvoid() {
            isClosed = true;
            isAvoided = true;
        }
    }

    /** Events by index; the event with index n has the offset 10 n + 10. */
    static SseFrame batch(String incarnation, long... indexes) {
        StringBuilder events = new StringBuilder();
        long last = -1;
        for (long index : indexes) {
            last = 10 * index + 10;
            events.append(events.isEmpty() ? "" : ",").append(event(last, index));
        }
        return frame(
                "batch",
                last,
                "{\"incarnation\":\"" + incarnation + "\",\"events\":[" + events + "],\"maxOffset\":" + last + "}");
    }

    static String event(long offset, long index) {
        return "{\"offset\":" + offset + ",\"index\":" + index
                + ",\"type\":\"t\",\"createdAt\":\"2026-01-31T10:00:00.000Z\"}";
    }

    /** The first batch of a tail with nothing to bring yet. */
    static SseFrame nothing(String incarnation, long resumeAfter, long maxOffset) {
        return frame(
                "batch",
                resumeAfter,
                "{\"incarnation\":\"" + incarnation + "\",\"events\":[],\"maxOffset\":" + maxOffset + "}");
    }

    static SseFrame control(String json) {
        return frame("control", -1, json);
    }

    static SseFrame frame(String name, long id, String data) {
        return new SseFrame(name, Long.toString(id), data.getBytes(StandardCharsets.UTF_8));
    }
}
