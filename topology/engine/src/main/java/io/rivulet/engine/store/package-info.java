/**
 * Rows in RocksDB: one database for each partition, written a group of records at a time and atomically.
 *
 * <p>Flow: record -> wire -> fold -> <b>[store]</b> -> effects | queries -> http.
 *
 * <p>{@link io.rivulet.engine.store.PartitionStore} is the entry: it drives the fold and keeps its rows. The only package that sees
 * RocksDB.
 */
@NullMarked
package io.rivulet.engine.store;

import org.jspecify.annotations.NullMarked;
