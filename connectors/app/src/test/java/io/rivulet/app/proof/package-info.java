/**
 * The end-to-end proofs: the packaged program in a process of its own, its embedded broker, and from outside only what a
 * user has: HTTP, Kafka's clients, and {@code kill -9}. What each proves stands in {@code docs/proofs.md}.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store -> effects | queries -> http]</b>, all of it.
 */
@NullMarked
package io.rivulet.app.proof;

import org.jspecify.annotations.NullMarked;
