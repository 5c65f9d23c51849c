/**
 * The processors that come with Rivulet, built on the API alone, as any plugin.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[processor]</b> -> effects.
 */
@NullMarked
package io.rivulet.processors;

import org.jspecify.annotations.NullMarked;
