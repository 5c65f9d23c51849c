package io.rivulet.app.effects.plugin;

import io.rivulet.api.Event;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.EventDefinition;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.StateFormat;

/** Counts the events of a file. */
class Counting implements Processor<Seen> {

    static final String ADDED = "file.added";
    static final String MODIFIED = "file.modified";
    static final String DELETED = "file.deleted";

    /** The contract that all of them have, but for the slug and what else they own. */
    static Contract.Builder contract(String slug) {
        return Contract.builder(slug, "1")
                .owns(
                        EventDefinition.of(ADDED, "A file is new."),
                        EventDefinition.of(MODIFIED, "A file has changed."),
                        EventDefinition.of(DELETED, "A file is gone."))
                .consumes(ADDED, MODIFIED, DELETED)
                .state(SeenFormat.SCHEMA);
    }

    @Override
    public StateFormat<Seen> stateFormat() {
        return new SeenFormat();
    }

    @Override
    public Seen reduce(Seen state, Event event) {
        return state.plus(String.valueOf(event.idempotencyKey()));
    }
}
