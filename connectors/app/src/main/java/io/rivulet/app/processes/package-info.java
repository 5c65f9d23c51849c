/**
 * Several brokers and nodes on one machine, each a process of this very program, and the one that watches over them.
 *
 * <p>Flow: <b>[log]</b> -> record -> wire -> fold -> store -> effects | queries -> http, as many of each as wanted.
 *
 * <p>{@link io.rivulet.app.processes.ClusterLayout} says who listens where and keeps it in the data folder; a {@link
 * io.rivulet.app.processes.Child} is one process with its log file; {@link io.rivulet.app.processes.Supervisor} starts them in
 * order, tells what becomes of them, and stops them in the opposite order. A child ends with whoever started it: {@link
 * io.rivulet.app.processes.ParentWatch}.
 */
@NullMarked
package io.rivulet.app.processes;

import org.jspecify.annotations.NullMarked;
