package io.rivulet.engine.query;

/** The last accepted event of a stream. */
public record Head(long offset, long index) {}
