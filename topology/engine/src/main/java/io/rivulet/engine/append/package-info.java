/**
 * The way in: produces the records of an append in order and answers when the fold has judged them.
 *
 * <p>Flow: <b>[append]</b> -> record -> wire -> fold -> store -> <b>[effects: answers]</b> | queries -> http.
 */
@NullMarked
package io.rivulet.engine.append;

import org.jspecify.annotations.NullMarked;
