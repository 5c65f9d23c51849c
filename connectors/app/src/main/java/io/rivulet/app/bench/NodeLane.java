package io.rivulet.app.bench;

import java.io.IOException;
import java.net.URI;

/** Appends to a stream of its own over a connection of its own. */
final class NodeLane implements Lane {

    private final HttpConnection connection;
    private final Payloads payloads;
    private final byte[] request;
    private final int headLength;

    /**
     * Connects.
     *
     * @param stream the URL of the stream's events
     */
    NodeLane(URI stream, Payloads payloads) throws IOException {
        this.payloads = payloads;
        int bodyLength = payloads.event(0).length;
        byte[] head =
                HttpConnection.head("POST", stream, "Content-Type: application/json", "Content-Length: " + bodyLength);
        headLength = head.length;
        request = new byte[headLength + bodyLength];
        System.arraycopy(head, 0, request, 0, headLength);
        connection = HttpConnection.open(stream);
    }

    @Override
    public void append(long number) throws IOException {
        byte[] event = payloads.event(number);
        System.arraycopy(event, 0, request, headLength, event.length);
        connection.send(request, request.length).expect(201);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            // There is nothing left to give back.
        }
    }
}
