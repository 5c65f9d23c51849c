package io.rivulet.plugins.ingest;

import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.Processor;
import io.rivulet.plugins.contract.CheckedContract;

/**
 * A processor under one configuration, and the contract that it was checked by. Any thread.
 *
 * @param <S> the state of one stream
 */
public record LoadedProcessor<S>(CheckedContract checked, Processor<S> processor) {

    public Contract contract() {
        return checked.contract();
    }

    /** The state before the first event (PR-1). */
    public S initialState() {
        return processor.stateFormat().read(checked.initialState());
    }

    /** Reads a stored state: checked by the schema, with defaults filled in (PR-20). */
    public S read(byte[] json) {
        return processor.stateFormat().read(checked.state(json));
    }

    public byte[] write(S state) {
        return processor.stateFormat().write(state);
    }
}
