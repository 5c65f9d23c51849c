/**
 * Rows in RocksDB: one database for each partition, written a group of records at a time and atomically.
 *
 * <p>Flow: record -> wire -> fold -> <b>[store]</b> -> effects | queries -> http.
 */
@NullMarked
package io.rivulet.engine.store;

import org.jspecify.annotations.NullMarked;
