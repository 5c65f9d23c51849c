/**
 * The API of processors: what a plugin author implements, with the JDK alone.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[processor]</b> -> effects.
 *
 * <h2>Terms</h2>
 *
 * A <i>processor</i> reads the accepted events of a stream in order and keeps a <i>state</i> for that stream. The state is
 * a fold: {@code reduce} makes the next one from the last one and an event, and does nothing else. What a processor does to
 * the world, appending an event or calling a service, is an <i>effect</i>. Its <i>contract</i> says which events it
 * consumes, owns and emits, and what its state looks like. The <i>host</i> is the node that owns the stream: it reads batches
 * of events, calls the processor, and writes how far it has come, the <i>checkpoint</i>. The processor is never on the
 * path of an append.
 *
 * <h2>Three types</h2>
 *
 * <ul>
 *   <li>{@link io.rivulet.api.processor.ProcessorFactory} is what a plugin offers: named in {@code META-INF/services}, one
 *       instance for each node. It tells the {@link io.rivulet.api.processor.Contract} and checks each configuration once.
 *   <li>{@link io.rivulet.api.processor.Processor} is the code under one configuration. One instance serves every stream
 *       that is so configured, several at a time, so it keeps nothing of a stream in its fields: that is the state's place.
 *   <li>{@link io.rivulet.api.processor.ProcessorContext} is what an effect may use: append, and hold the checkpoint back
 *       until some work is done. It is good for one batch.
 * </ul>
 *
 * <h2>One batch</h2>
 *
 * <ol>
 *   <li>Events at or below the checkpoint are skipped. Each of the others is new; those of a consumed type are checked against
 *       its schema and reduced.
 *   <li>{@link io.rivulet.api.processor.Processor#processEventBatch} is called once, and by default calls
 *       {@link io.rivulet.api.processor.Processor#processEvent} for each reduced event above the side-effect anchor.
 *   <li>The host waits for the work handed to {@link io.rivulet.api.processor.ProcessorContext#blockProcessorWhile}.
 *   <li>Then it writes the checkpoint, and only then goes on to the next batch.
 * </ol>
 *
 * If anything fails, state and checkpoint stay as they were and the batch comes again, later. So an effect may happen more
 * than once: give each event that you append the key {@link io.rivulet.api.processor.ProcessorContext#key}, and the stream
 * takes it once.
 *
 * <h2>Writing one</h2>
 *
 * State and payloads as Java records, and a working example in fifty lines, are in {@code docs/guides/write-a-plugin.md}.
 */
@NullMarked
package io.rivulet.api.processor;

import org.jspecify.annotations.NullMarked;
