/**
 * Batches of a stream as POSTs to a URL: signed, only to hosts that are allowed, never redirected.
 *
 * <p>Flow: record -> wire -> fold -> store -> effects: lanes -> <b>[webhook]</b>.
 *
 * <p>{@link io.rivulet.webhook.Webhooks} makes an outlet of each URL; {@link io.rivulet.webhook.AllowedAddresses} decides where a
 * connection may go, on the address that it is then made to.
 */
@NullMarked
package io.rivulet.webhook;

import org.jspecify.annotations.NullMarked;
