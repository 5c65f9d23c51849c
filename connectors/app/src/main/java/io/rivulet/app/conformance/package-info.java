/**
 * {@code rivulet conformance}: what a node must answer, kept as data, and tried on a node.
 *
 * <p>Flow: cases (YAML) -> [conformance] -> HTTP, SSE, WebSocket -> outcomes -> the table of rules. A case is a list of steps on
 * streams of its own; {@code cases/README.md} beside the cases says how one is written. A rule is shown by cases that cite its
 * number, or by a test where no client can show it, or is told not to apply.
 */
@NullMarked
package io.rivulet.app.conformance;

import org.jspecify.annotations.NullMarked;
