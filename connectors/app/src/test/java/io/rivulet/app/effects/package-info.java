/**
 * The proofs of processors and webhooks on the packaged program: thousands of real streams, processors that fail, hang and sleep,
 * a receiver that flaps, and nodes that are killed. What each proves stands in {@code docs/proofs.md}.
 *
 * <p>Flow: record -> wire -> fold -> store -> <b>[effects]</b> | queries -> http.
 */
@NullMarked
package io.rivulet.app.effects;

import org.jspecify.annotations.NullMarked;
