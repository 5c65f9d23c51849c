package io.rivulet.app.effects.plugin;

import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.api.processor.ReducedBatch;
import java.util.concurrent.TimeUnit;

/** Counts, and sleeps on the worker in each batch. */
public final class SleepyFactory implements ProcessorFactory {

    public static final String SLUG = "sleepy";

    private static final long MILLIS = 60;

    @Override
    public Contract contract() {
        return Counting.contract(SLUG).description("Counts in its sleep.").build();
    }

    @Override
    public Processor<?> create(String configuration) {
        return new Sleepy();
    }

    private static final class Sleepy extends Counting {

        @Override
        public void processEventBatch(ReducedBatch<Seen> batch, ProcessorContext context) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(MILLIS);
        }
    }
}
