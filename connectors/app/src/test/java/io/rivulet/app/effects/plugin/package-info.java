/**
 * The processors of the proofs: one that counts, and three that count as well and misbehave each in its own way. The proofs make
 * a jar of this package, so it sees the JDK and the processor API alone.
 */
@NullMarked
package io.rivulet.app.effects.plugin;

import org.jspecify.annotations.NullMarked;
