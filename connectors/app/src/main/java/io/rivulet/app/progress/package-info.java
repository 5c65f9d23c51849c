/**
 * What whoever waits sees meanwhile.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>.
 */
@NullMarked
package io.rivulet.app.progress;

import org.jspecify.annotations.NullMarked;
