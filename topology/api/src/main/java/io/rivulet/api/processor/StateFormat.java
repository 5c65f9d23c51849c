package io.rivulet.api.processor;

/**
 * How a state lies in a snapshot: as a JSON object that satisfies the contract's state schema.
 *
 * <p>Reading back what was written gives an equal state. Called from any thread.
 *
 * @param <S> the state of one stream
 */
public interface StateFormat<S> {

    /** Reads a state; the bytes are a JSON object that satisfies the schema, with defaults filled in. */
    S read(byte[] json);

    /** Writes a state. Its bytes are nobody else's. */
    byte[] write(S state);
}
