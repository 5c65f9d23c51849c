/**
 * The plugins of a node: where they lie, and {@code rivulet plugins}, which lists and checks them.
 *
 * <p>Flow: <b>[plugin.path -> plugins]</b> -> engine.
 */
@NullMarked
package io.rivulet.app.plugins;

import org.jspecify.annotations.NullMarked;
