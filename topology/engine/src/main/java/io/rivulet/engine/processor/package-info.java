/**
 * Processors on streams: which are attached where, and what each of their lanes does with a batch.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects: lanes -> processors]</b> | queries -> http.
 *
 * <p>{@link io.rivulet.engine.processor.Attachments} knows who subscribes to a stream, by its settings and by the stream's own
 * events; {@link io.rivulet.engine.processor.ProcessorSubscriber} runs a processor on a lane, with
 * {@link io.rivulet.plugins.ingest.ProcessorRun} for the batch; {@link io.rivulet.engine.processor.Emission} appends what it emits.
 */
@NullMarked
package io.rivulet.engine.processor;

import org.jspecify.annotations.NullMarked;
