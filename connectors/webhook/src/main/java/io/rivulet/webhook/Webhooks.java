package io.rivulet.webhook;

import io.rivulet.engine.outbound.Outlet;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Locale;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The webhooks of a node: one HTTP client that goes only where it may. Any thread. */
public final class Webhooks implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_MILLIS = 30_000;

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final HttpClient http = new HttpClient();

    private Webhooks(WebhookSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("webhook");
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setSocketAddressResolver(new CheckedResolver(new AllowedAddresses(settings.allowedHosts()), threads));
        http.setFollowRedirects(false);
        http.setConnectTimeout(CONNECT_MILLIS);
        http.setIdleTimeout(IDLE_MILLIS);
        http.setMaxConnectionsPerDestination(settings.concurrency());
    }

    /** Starts; nothing is connected before the first delivery. */
    public static Webhooks start(WebhookSettings settings, InstantSource clock) {
        Webhooks webhooks = new Webhooks(settings, clock);
        try {
            webhooks.http.start();
            // What a receiver answers is not looked at, packed or not.
            webhooks.http.getContentDecoderFactories().clear();
        } catch (Exception e) {
            throw new IllegalStateException("The client of webhooks did not start", e);
        }
        return webhooks;
    }

    /**
     * The way to a URL.
     *
     * @param secret what batches are signed with, or null for no signature
     * @throws IllegalArgumentException if it is no URL of HTTP
     */
    public Outlet to(String url, @Nullable String secret) {
        URI target;
        try {
            target = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + url + "' is no URL: " + e.getMessage(), e);
        }
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))
                || target.getHost() == null
                || target.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "A webhook goes to http://host/... or https://host/..., without a user, and not to '" + url + "'");
        }
        return new Webhook(http, target, secret, settings, clock);
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The client of webhooks did not stop", e);
        }
    }
}
