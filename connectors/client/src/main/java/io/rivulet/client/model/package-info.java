/**
 * What a node answers, as values: events, pages, verdicts; and what goes wrong, as exceptions.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects | queries -> http -> <b>[client: model]</b>.
 *
 * <p>An append that is refused is a value, {@link io.rivulet.client.model.AppendResult.Refused}: the caller decides what to do.
 * Everything else that goes wrong is a {@link io.rivulet.client.model.RivuletException} of one of three kinds.
 */
@NullMarked
package io.rivulet.client.model;

import org.jspecify.annotations.NullMarked;
