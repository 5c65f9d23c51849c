/**
 * What the fold must come to, said a second time and as plainly as can be: lists and maps, everything derived anew from a
 * stream's list of events, no care for speed. It shares no code with the fold. Where the two differ, one of them is wrong.
 *
 * <p>Flow: <b>[record -> rows and verdicts]</b>, beside wire and fold.
 */
@NullMarked
package io.rivulet.testkit.model;

import org.jspecify.annotations.NullMarked;
