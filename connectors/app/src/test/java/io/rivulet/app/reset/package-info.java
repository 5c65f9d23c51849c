/**
 * Resets under load: streams are reset while they are written, followed and read in every way that there is, and nobody may show an event
 * of a life that has ended as current. What the proof shows stands in {@code docs/proofs.md}.
 *
 * <p>Everybody here does what the documentation tells clients to do, and tells {@link io.rivulet.app.reset.Lives} what they were shown;
 * that is the judge.
 */
package io.rivulet.app.reset;
