/**
 * Finds the processors of a node: those on its class path, and the plugins in {@code plugin.path}.
 *
 * <p>Flow: <b>[plugin.path]</b> -> contract -> ingest.
 *
 * <p>As in Kafka Connect, {@code plugin.path} lists directories, and each plugin is a directory of jars in one of them, or a single
 * jar. Each has a class loader of its own that looks into the plugin first, so that two plugins may bring different
 * versions of one library; only the API itself and the JDK always come from the node. A plugin that is broken is named with its
 * file and the reason, and does not stop the others: {@link io.rivulet.plugins.loading.Plugins} holds both.
 */
@NullMarked
package io.rivulet.plugins.loading;

import org.jspecify.annotations.NullMarked;
