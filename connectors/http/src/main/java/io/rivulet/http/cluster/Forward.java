package io.rivulet.http.cluster;

import io.rivulet.engine.cluster.Address;
import io.rivulet.http.exchange.RivuletHeader;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is sent on to the owner.
 *
 * @param target path and query of the URL
 * @param body its bytes as the client sent them, or null for none
 * @param appendId from what the keys of events without one are made, or null
 */
public record Forward(
        String method, String target, byte @Nullable [] body, String contentType, @Nullable String appendId) {

    /** A request without a body. */
    static Forward read(String method, String target) {
        return new Forward(method, target, null, "", null);
    }

    Request to(Address owner, Peers peers) {
        Request request = peers.request(owner, method, target);
        if (body != null) {
            request.body(new ByteBufferRequestContent(contentType, ByteBuffer.wrap(body)));
        }
        if (appendId != null) {
            request.headers(headers -> headers.put(RivuletHeader.APPEND_ID, appendId));
        }
        return request;
    }
}
