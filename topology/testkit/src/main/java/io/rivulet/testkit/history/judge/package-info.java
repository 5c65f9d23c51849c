/**
 * Says of a {@linkplain io.rivulet.testkit.history history} whether a correct system could have answered so, stream by stream,
 * against the log that all nodes showed in the end. It knows nothing of Kafka, HTTP and the code that it judges.
 *
 * <p>Flow: history -> <b>[settled log -> rules -> judgement]</b>.
 *
 * <p>{@link io.rivulet.testkit.history.judge.Judge} is the way in. {@link io.rivulet.testkit.history.judge.Rule} lists what is
 * held against a history; each {@link io.rivulet.testkit.history.judge.Violation} is told with the operations that show it.
 *
 * <p>The order of the settled log is the only order that there can be, so nothing is searched for: a history is linearizable
 * exactly if no two of its operations stand in that order against the time at which they were over and begun.
 */
@NullMarked
package io.rivulet.testkit.history.judge;

import org.jspecify.annotations.NullMarked;
