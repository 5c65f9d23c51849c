package io.rivulet.app.conformance;

/**
 * An event of an event stream, in the sense of the HTML standard, section 9.2.
 *
 * @param name {@code message} when the server gives none
 * @param lastId the last id given on this connection, in this event or before it; empty when there was none
 * @param data its lines joined by line feeds
 */
record SseEvent(String name, String lastId, String data) {}
