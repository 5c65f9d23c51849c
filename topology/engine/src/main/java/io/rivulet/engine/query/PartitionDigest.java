package io.rivulet.engine.query;

/**
 * The rows of a partition, summed up: equal logs give equal digests.
 *
 * @param applied the offset of the last record folded, -1 for none
 * @param rows how many rows went into the digest
 * @param sha256 in lower-case hexadecimal
 */
public record PartitionDigest(int partition, long applied, long rows, String sha256) {}
