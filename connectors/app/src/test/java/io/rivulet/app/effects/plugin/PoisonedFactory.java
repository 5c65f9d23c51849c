package io.rivulet.app.effects.plugin;

import io.rivulet.api.Event;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorFactory;

/** Fails for ever on an event that says that a file is gone. */
public final class PoisonedFactory implements ProcessorFactory {

    public static final String SLUG = "poisoned";

    /** The type on which it fails. */
    public static final String POISON = Counting.DELETED;

    @Override
    public Contract contract() {
        return Counting.contract(SLUG).description("Counts files that stay.").build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return new Poisoned();
    }

    private static final class Poisoned extends Counting {

        @Override
        public Seen reduce(Seen state, Event event) {
            if (event.type().equals(POISON)) {
                throw new IllegalStateException("a file is gone");
            }
            return super.reduce(state, event);
        }
    }
}
