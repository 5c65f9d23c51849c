/**
 * One request and its answer: path and query taken apart, the body read, the response written, no thread waiting.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: exchange]</b>.
 */
@NullMarked
package io.rivulet.http.exchange;

import org.jspecify.annotations.NullMarked;
