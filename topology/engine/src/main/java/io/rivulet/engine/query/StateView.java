package io.rivulet.engine.query;

/**
 * The core state of a stream as it is served.
 *
 * @param json a JSON object, UTF-8
 */
public record StateView(String incarnation, byte[] json, Head head) {}
