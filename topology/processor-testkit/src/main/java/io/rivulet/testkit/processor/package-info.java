/**
 * For authors of processors: run one on events, and check what any processor must keep.
 *
 * <p>{@link io.rivulet.testkit.processor.ProcessorHarness} runs a processor on a stream in memory, with the code that the host
 * runs it with: states, appends and failures are there to be looked at.
 * {@link io.rivulet.testkit.processor.ProcessorContractKit} is a test class to extend; it holds a processor to what the host
 * relies on.
 */
@NullMarked
package io.rivulet.testkit.processor;

import org.jspecify.annotations.NullMarked;
