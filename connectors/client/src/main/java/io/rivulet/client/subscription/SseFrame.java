package io.rivulet.client.subscription;

/**
 * An event of an event stream, in the sense of the HTML standard, section 9.2.6.
 *
 * @param name {@code message} when the server gives none
 * @param lastId the last id given on this connection, in this frame or before it; empty when there was none
 * @param data its lines joined by line feeds, in UTF-8
 */
record SseFrame(String name, String lastId, byte[] data) {}
