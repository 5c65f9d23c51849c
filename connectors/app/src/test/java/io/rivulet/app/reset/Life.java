package io.rivulet.app.reset;

/** A life of a stream: from its first event to its reset. */
record Life(String path, String incarnation) {}
