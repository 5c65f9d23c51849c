/**
 * Folds a namespace's topic anew and compares: the log alone says what the rows of a node must be.
 *
 * <p>Flow: <b>[record -> wire -> fold -> store]</b> a second time, against store -> queries -> http -> <b>[command line]</b>.
 */
@NullMarked
package io.rivulet.app.verify;

import org.jspecify.annotations.NullMarked;
