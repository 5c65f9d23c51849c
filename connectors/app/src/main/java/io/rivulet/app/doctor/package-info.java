/**
 * Checks what a node needs, before or while it runs: settings, brokers, topics, rights, clock, disk, memory, addresses.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[command line]</b>. Nothing is written, neither to
 * Kafka nor to the disk.
 *
 * <p>A {@link io.rivulet.app.doctor.Check} gathers facts and judges them into {@link io.rivulet.app.doctor.Finding}s; the judgement is a static
 * method without I/O. An {@link io.rivulet.app.doctor.Examination} runs all checks at once and waits for none of them for long. What
 * cannot be learned is {@linkplain io.rivulet.app.doctor.Mark#UNKNOWN unknown}, and never taken for good.
 */
@NullMarked
package io.rivulet.app.doctor;

import org.jspecify.annotations.NullMarked;
