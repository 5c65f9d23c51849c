package io.rivulet.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Looks a host up and passes on only the addresses that are allowed: these, and no others, are connected to. Any thread. */
final class CheckedResolver implements SocketAddressResolver {

    private final AllowedAddresses allowed;
    private final Executor threads;

    CheckedResolver(AllowedAddresses allowed, Executor threads) {
        this.allowed = allowed;
        this.threads = threads;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        threads.execute(() -> {
            try {
                List<InetSocketAddress> addresses = Arrays.stream(InetAddress.getAllByName(host))
                        .filter(address -> allowed.isAllowed(host, address))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
                if (addresses.isEmpty()) {
                    promise.failed(new ForbiddenAddressException(host));
                } else {
                    promise.succeeded(addresses);
                }
            } catch (UnknownHostException e) {
                promise.failed(e);
            }
        });
    }

    /** The host has no address that a webhook may go to. */
    static final class ForbiddenAddressException extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host) {
            super("The host " + host + " has no public address, and webhook.allowed.hosts does not name it");
        }
    }
}
