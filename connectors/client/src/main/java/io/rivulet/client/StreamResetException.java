package io.rivulet.client;

import io.rivulet.api.StreamPath;

/** The stream began anew while it was read: what was read before is of another life, and is to be forgotten. */
public final class StreamResetException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StreamResetException(StreamPath path) {
        super("The stream " + path + " began anew while it was read: read it again");
    }
}
