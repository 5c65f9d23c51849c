package io.rivulet.plugins.ingest;

/**
 * What came of a batch.
 *
 * @param snapshot the new state, and how far it has come
 * @param isNew whether any event was new; if none was, no hook was called and nothing is to be written (PR-15)
 * @param isChanged whether the state has changed (PR-23)
 */
public record Ingested<S>(Snapshot<S> snapshot, boolean isNew, boolean isChanged) {}
