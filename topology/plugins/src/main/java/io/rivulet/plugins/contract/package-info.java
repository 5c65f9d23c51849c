/**
 * What a contract promises, checked: all its mistakes at once when it is loaded, and then each event, state and append.
 *
 * <p>Flow: plugin.path -> loading -> <b>[contract]</b> -> ingest.
 *
 * <p>{@link io.rivulet.plugins.contract.CheckedContract#of} is the only way to one that holds.
 */
@NullMarked
package io.rivulet.plugins.contract;

import org.jspecify.annotations.NullMarked;
