package io.rivulet.http.cluster;

import io.rivulet.api.StreamPath;

/**
 * An append that a node sends on to the owner of its stream.
 *
 * @param contentType of the events, JSON or lines of JSON
 * @param events as the client sent them
 * @param appendId from what the keys of events without one are made, so that it may be sent again
 */
public record SentAppend(String namespace, StreamPath path, String contentType, byte[] events, String appendId) {}
