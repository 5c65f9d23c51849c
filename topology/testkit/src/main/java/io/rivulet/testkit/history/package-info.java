/**
 * What many clients asked of a cluster and what they were answered, as files. The format is public:
 * {@code docs/reference/history.md}.
 *
 * <p>Flow: record -> wire -> fold -> store -> queries -> http -> <b>[history]</b> -> judge.
 *
 * <p>A recorder writes an {@link io.rivulet.testkit.history.Operation} with a {@link io.rivulet.testkit.history.HistoryWriter}
 * when it is over; {@link io.rivulet.testkit.history.HistoryFile} reads them back; the
 * {@linkplain io.rivulet.testkit.history.judge judge} says whether a correct system could have answered so.
 */
@NullMarked
package io.rivulet.testkit.history;

import org.jspecify.annotations.NullMarked;
