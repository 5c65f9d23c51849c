/**
 * Waiting before something is tried again.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 */
@NullMarked
package io.rivulet.app.retry;

import org.jspecify.annotations.NullMarked;
