/**
 * A node: settings, broker, engine and HTTP wired together and kept running.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store -> effects | queries -> http]</b>, all of it, in one process.
 *
 * <p>{@link io.rivulet.app.node.ServeCommand} and {@link io.rivulet.app.node.DevCommand} gather {@link io.rivulet.app.node.GivenSettings},
 * check them as a whole in {@link io.rivulet.app.node.NodeSettings} and run a {@link io.rivulet.app.node.NodeProcess} until they are told to
 * stop.
 */
@NullMarked
package io.rivulet.app.node;

import org.jspecify.annotations.NullMarked;
