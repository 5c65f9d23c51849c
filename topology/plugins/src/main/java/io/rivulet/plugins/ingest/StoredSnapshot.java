package io.rivulet.plugins.ingest;

/**
 * A snapshot as it is stored.
 *
 * @param version the version of the contract that made it; under another one it is worth nothing
 * @param offset the offset of the last event that is in the state
 * @param state the state as a JSON object; the array is nobody else's
 */
public record StoredSnapshot(String version, long offset, byte[] state) {}
