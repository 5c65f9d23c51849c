/**
 * What goes wrong, told to the caller as problem details (RFC 9457).
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: problem]</b>.
 */
@NullMarked
package io.rivulet.http.problem;

import org.jspecify.annotations.NullMarked;
