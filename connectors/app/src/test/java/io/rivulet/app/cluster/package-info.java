/**
 * A whole cluster under test: brokers and nodes of the packaged program, each a process of its own that can be killed, paused,
 * stopped and started again. {@link io.rivulet.app.cluster.ClusterUnderTest} is where a test begins.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store -> effects | queries -> http]</b>, all of it, on several nodes.
 */
@NullMarked
package io.rivulet.app.cluster;

import org.jspecify.annotations.NullMarked;
