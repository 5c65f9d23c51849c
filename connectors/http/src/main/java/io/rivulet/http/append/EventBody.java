package io.rivulet.http.append;

import com.fasterxml.jackson.core.JsonToken;
import io.rivulet.api.EventInput;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.http.json.JsonReader;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The events of a body, in its order: one JSON object, a JSON array of objects, or an object a line. */
public final class EventBody {

    private EventBody() {}

    /** Reads an object, or an array of objects; problems say at which index. */
    public static List<EventInput> readJson(byte[] body) {
        JsonReader json = new JsonReader(body);
        List<EventInput> events = new ArrayList<>();
        if (json.next() != JsonToken.START_ARRAY) {
            if (json.token() == null) {
                throw Problem.of(ProblemType.INVALID_JSON, "The body is empty; it is an event or an array of events.")
                        .toException();
            }
            events.add(EventReader.read(json));
        } else {
            while (json.next() != JsonToken.END_ARRAY) {
                requireRoom(events);
                events.add(locate("index", events.size(), () -> EventReader.read(json)));
            }
        }
        json.end();
        return events;
    }

    /** Reads an object a line, passing over empty lines; problems say on which line, from 1. */
    static List<EventInput> readLines(byte[] body) {
        List<EventInput> events = new ArrayList<>();
        int line = 1;
        for (int from = 0; from < body.length; line++) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            byte[] text = Arrays.copyOfRange(body, from, to);
            if (!JsonReader.isBlank(text)) {
                requireRoom(events);
                events.add(locate("line", line, () -> readLine(text)));
            }
            from = to + 1;
        }
        return events;
    }

    private static EventInput readLine(byte[] text) {
        JsonReader json = new JsonReader(text);
        json.next();
        EventInput event = EventReader.read(json);
        json.end();
        return event;
    }

    private static EventInput locate(String member, long position, Supplier<EventInput> read) {
        try {
            return read.get();
        } catch (ProblemException e) {
            throw e.problem().with(member, position).toException();
        }
    }

    private static void requireRoom(List<EventInput> events) {
        if (events.size() == FoldSettings.MAX_BATCH_EVENTS) {
            throw Problem.of(
                            ProblemType.BATCH_TOO_LARGE,
                            "A batch has at most " + FoldSettings.MAX_BATCH_EVENTS
                                    + " events. Split it, or use the import.")
                    .with("limit", FoldSettings.MAX_BATCH_EVENTS)
                    .toException();
        }
    }
}
