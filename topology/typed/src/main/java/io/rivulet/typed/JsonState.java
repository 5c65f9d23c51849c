package io.rivulet.typed;

import io.rivulet.api.processor.StateFormat;

/** A state that is a record. */
record JsonState<S>(Class<S> type) implements StateFormat<S> {

    @Override
    public S read(byte[] json) {
        return Mapping.read(json, type);
    }

    @Override
    public byte[] write(S state) {
        return Mapping.write(state);
    }
}
