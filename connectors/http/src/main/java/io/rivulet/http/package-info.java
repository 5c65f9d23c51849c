/**
 * Streams over HTTP. {@link io.rivulet.http.HttpServer} is the way in; nothing else here is for outsiders.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http]</b>.
 *
 * <p>A request's way through the packages: the {@link io.rivulet.http.Router} finds the endpoint of its URL and wraps it
 * as an {@linkplain io.rivulet.http.exchange exchange}; the endpoint {@linkplain io.rivulet.http.append appends},
 * {@linkplain io.rivulet.http.imports imports}, {@linkplain io.rivulet.http.read reads}, {@linkplain io.rivulet.http.tail
 * tails}, or answers for the {@linkplain io.rivulet.http.service service} itself; whatever goes wrong becomes a
 * {@linkplain io.rivulet.http.problem problem}.
 */
@NullMarked
package io.rivulet.http;

import org.jspecify.annotations.NullMarked;
