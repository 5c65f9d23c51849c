package io.rivulet.engine.lane;

/** Somebody watches the lanes of a stream, until this is closed. Closing it again does nothing. */
public interface Watch extends AutoCloseable {

    @Override
    void close();
}
