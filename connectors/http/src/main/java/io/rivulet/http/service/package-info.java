/**
 * What a node says about itself: health, namespaces, the API's description, the problems explained.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> <b>[http: service]</b>.
 */
@NullMarked
package io.rivulet.http.service;

import org.jspecify.annotations.NullMarked;
