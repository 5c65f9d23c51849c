package io.rivulet.http.append;

import io.rivulet.api.EventInput;
import io.rivulet.engine.append.AppendResult.Appended;
import io.rivulet.engine.append.AppendResult.AppendedEvent;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.json.JsonBuffer;
import java.util.List;

/** The answer to an append that was accepted: 201, or 200 if all of its events were known before (AP-2). */
final class AppendAnswer {

    private AppendAnswer() {}

    /**
     * What an append is answered with.
     *
     * @param status 201, or 200
     */
    record Body(int status, JsonBuffer json) {}

    /** Answers. */
    static void write(Exchange exchange, Appended appended, List<EventInput> given) {
        Body body = of(appended, given);
        exchange.answer(body.status(), body.json());
    }

    /**
     * The answer.
     *
     * @param given the events as the client gave them; what repeats an event without a key of its own repeats a try of this
     *     very append, and is no duplicate to the client
     */
    static Body of(Appended appended, List<EventInput> given) {
        JsonBuffer json = new JsonBuffer().raw("{\"incarnation\":").text(appended.incarnation());
        json.raw(",\"events\":[");
        boolean isNew = false;
        for (int i = 0; i < appended.events().size(); i++) {
            AppendedEvent event = appended.events().get(i);
            boolean isDuplicate = event.duplicate() && given.get(i).idempotencyKey() != null;
            isNew |= !isDuplicate;
            json.raw(i == 0 ? "" : ",").event(event.event());
            if (isDuplicate) {
                json.reopenObject().raw(",\"duplicate\":true}");
            }
        }
        return new Body(isNew ? 201 : 200, json.raw("]}"));
    }
}
