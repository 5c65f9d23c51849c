package io.rivulet.client.connection;

import io.rivulet.api.StreamPath;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request for JSON that may be sent any number of times: a read, or an append whose events have idempotency keys.
 *
 * @param stream that it is about, or null if it is about many
 * @param target its URL at a node
 * @param body JSON to post, or null to get
 */
public record Request(@Nullable StreamPath stream, Function<URI, URI> target, byte @Nullable [] body) {}
