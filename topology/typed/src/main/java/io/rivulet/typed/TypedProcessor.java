package io.rivulet.typed;

import io.rivulet.api.Event;
import io.rivulet.api.processor.Processor;
import io.rivulet.api.processor.ProcessorContext;
import io.rivulet.api.processor.ReducedBatch;
import io.rivulet.api.processor.ReducedEvent;
import io.rivulet.api.processor.StateFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A processor put together from functions, one for each type of event. Its state and its payloads are records.
 *
 * <pre>{@code
 * TypedProcessor.withState(Total.class)
 *         .reduce("order.paid", Paid.class, (total, paid, event) -> total.plus(paid.amount()))
 *         .effect("order.paid", Paid.class, (paid, reduced, context) -> ...)
 *         .build();
 * }</pre>
 *
 * Which types are consumed is said by the contract; an event of a type that no function was given for goes to those of
 * {@code reduceOthers} and {@code effectOfOthers}, unparsed.
 *
 * @param <S> the state; a record with no mutable member
 */
public final class TypedProcessor<S> implements Processor<S> {

    private final StateFormat<S> format;
    private final Map<String, RawReduction<S>> reductions;
    private final Map<String, RawEffect<S>> effects;
    private final RawReduction<S> otherReduction;
    private final RawEffect<S> otherEffect;
    private final BatchEffect<S> batchEffect;
    private final LongUnaryOperator anchor;

    private TypedProcessor(Builder<S> builder) {
        format = new JsonState<>(builder.state);
        reductions = Map.copyOf(builder.reductions);
        effects = Map.copyOf(builder.effects);
        otherReduction = builder.otherReduction;
        otherEffect = builder.otherEffect;
        batchEffect = builder.batchEffect;
        anchor = builder.anchor;
    }

    public static <S> Builder<S> withState(Class<S> state) {
        return new Builder<>(state);
    }

    @Override
    public StateFormat<S> stateFormat() {
        return format;
    }

    @Override
    public @Nullable S reduce(S state, Event event) {
        return reductions.getOrDefault(event.type(), otherReduction).reduce(state, event);
    }

    @Override
    public void processEvent(ReducedEvent<S> reduced, ProcessorContext context) throws Exception {
        effects.getOrDefault(reduced.event().type(), otherEffect).run(reduced, context);
    }

    @Override
    public void processEventBatch(ReducedBatch<S> batch, ProcessorContext context) throws Exception {
        Processor.super.processEventBatch(batch, context);
        batchEffect.run(batch, context);
    }

    @Override
    public long sideEffectAnchor(long attachedAt) {
        return anchor.applyAsLong(attachedAt);
    }

    /** What an event of one type makes of a state; pure. Null keeps the state. */
    @FunctionalInterface
    public interface Reduction<S, P> {
        @Nullable
        S reduce(S state, P payload, Event event);
    }

    /** What an event of any type makes of a state; pure. Null keeps the state. */
    @FunctionalInterface
    public interface RawReduction<S> {
        @Nullable
        S reduce(S state, Event event);
    }

    /** The effects of an event of one type. */
    @FunctionalInterface
    public interface Effect<S, P> {
        void run(P payload, ReducedEvent<S> reduced, ProcessorContext context) throws Exception;
    }

    /** The effects of an event of any type. */
    @FunctionalInterface
    public interface RawEffect<S> {
        void run(ReducedEvent<S> reduced, ProcessorContext context) throws Exception;
    }

    /** The effects of a whole batch. It obeys {@link ReducedBatch#hasEffects} itself. */
    @FunctionalInterface
    public interface BatchEffect<S> {
        void run(ReducedBatch<S> batch, ProcessorContext context) throws Exception;
    }

    /** Puts a processor together. One thread. A second function for a type is a mistake, and said so at once. */
    public static final class Builder<S> {

        private final Class<S> state;
        private final Map<String, RawReduction<S>> reductions = new HashMap<>();
        private final Map<String, RawEffect<S>> effects = new HashMap<>();
        private RawReduction<S> otherReduction = (state, event) -> state;
        private RawEffect<S> otherEffect = (reduced, context) -> {};
        private BatchEffect<S> batchEffect = (batch, context) -> {};
        private LongUnaryOperator anchor = attachedAt -> NO_ANCHOR;

        private Builder(Class<S> state) {
            this.state = state;
        }

        public <P> Builder<S> reduce(String type, Class<P> payload, Reduction<S, P> reduction) {
            return reduce(type, (from, event) -> reduction.reduce(from, JsonPayload.read(event, payload), event));
        }

        /** Reduces a type whose payload does not matter. */
        public Builder<S> reduce(String type, RawReduction<S> reduction) {
            requireFirst(reductions.put(type, reduction), type);
            return this;
        }

        public Builder<S> reduceOthers(RawReduction<S> reduction) {
            otherReduction = reduction;
            return this;
        }

        public <P> Builder<S> effect(String type, Class<P> payload, Effect<S, P> effect) {
            return effect(
                    type,
                    (reduced, context) -> effect.run(JsonPayload.read(reduced.event(), payload), reduced, context));
        }

        /** The effect of a type whose payload does not matter. */
        public Builder<S> effect(String type, RawEffect<S> effect) {
            requireFirst(effects.put(type, effect), type);
            return this;
        }

        public Builder<S> effectOfOthers(RawEffect<S> effect) {
            otherEffect = effect;
            return this;
        }

        /** Runs once for each batch, after the effects of its events: for what depends on the state at its exit. */
        public Builder<S> effectOfBatch(BatchEffect<S> effect) {
            batchEffect = effect;
            return this;
        }

        /** Has effects only for events above the head that the stream had when the processor was attached (PR-30). */
        public Builder<S> effectsSinceAttached() {
            anchor = attachedAt -> attachedAt;
            return this;
        }

        public TypedProcessor<S> build() {
            return new TypedProcessor<>(this);
        }

        private static void requireFirst(@Nullable Object earlier, String type) {
            if (earlier != null) {
                throw new IllegalArgumentException("two functions of one kind for the type " + type);
            }
        }
    }
}
