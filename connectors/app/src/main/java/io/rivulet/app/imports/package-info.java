/**
 * {@code rivulet import}: many events at once, from a file, the standard input or the history of a git repository.
 *
 * <p>Flow: <b>[lines of events]</b> -> http -> append -> record -> wire -> fold -> store.
 *
 * <p>An {@link io.rivulet.app.imports.EventSource} gives lines, {@link io.rivulet.app.imports.Chunks} cuts them into requests, an
 * {@link io.rivulet.app.imports.Import} sends one after the other and adds up what became of them in a {@link
 * io.rivulet.app.imports.ImportSummary}.
 */
@NullMarked
package io.rivulet.app.imports;

import org.jspecify.annotations.NullMarked;
