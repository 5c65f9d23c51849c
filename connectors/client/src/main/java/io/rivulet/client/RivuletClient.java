package io.rivulet.client;

import io.rivulet.api.StreamPath;
import io.rivulet.client.connection.Calls;
import io.rivulet.client.connection.NodeAddress;
import io.rivulet.client.connection.Nodes;
import io.rivulet.client.connection.Request;
import io.rivulet.client.connection.SystemTicker;
import io.rivulet.client.connection.Ticker;
import io.rivulet.client.model.ClientClosedException;
import io.rivulet.client.model.StreamPage;
import io.rivulet.client.subscription.HttpTails;
import io.rivulet.client.subscription.SubscribeOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client of one namespace. One is enough for a program; any thread may use it. Closing it ends all that it does.
 *
 * <p>Calls that cannot be answered now are made again, at another node if there is one, for as long as the settings say. They throw a
 * {@link io.rivulet.client.model.ProblemException} when a node refuses them, an
 * {@link io.rivulet.client.model.UnavailableException} when that time is over, and a {@link ClientClosedException} once the client is
 * closed.
 */
public final class RivuletClient implements AutoCloseable {

    private final ClientSettings settings;
    private final RandomGenerator chance;
    private final HttpClient http;
    private final Nodes nodes;
    private final Calls calls;
    private final Subscriptions subscriptions;
    private final Runnable onClose;

    private RivuletClient(ClientSettings settings, Ticker ticker, RandomGenerator chance, Runnable onClose) {
        this.settings = settings;
        this.chance = chance;
        this.onClose = onClose;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.patience().connect())
                .build();
        nodes = new Nodes(settings.nodes());
        calls = new Calls(http, nodes, ticker, settings.patience());
        subscriptions = new Subscriptions(ticker, settings.silence());
    }

    /** A client of the namespace {@code default} of these nodes. Nothing is connected before the first call. */
    public static RivuletClient of(URI... nodes) {
        return of(ClientSettings.of(nodes));
    }

    /** A client with these settings. Nothing is connected before the first call. */
    public static RivuletClient of(ClientSettings settings) {
        SystemTicker ticker = new SystemTicker();
        return new RivuletClient(settings, ticker, new SecureRandom(), ticker::close);
    }

    /**
     * A client to which time and chance are given, for tests.
     *
     * @param ticker is left open
     * @param chance makes idempotency keys
     */
    public static RivuletClient of(ClientSettings settings, Ticker ticker, RandomGenerator chance) {
        return new RivuletClient(settings, ticker, chance, () -> {});
    }

    /** A stream, whether it exists yet or not. */
    public StreamClient stream(StreamPath path) {
        String namespace = settings.namespace();
        return new StreamClient(
                path,
                new StreamCalls(calls, namespace, path),
                new HttpTails(http, nodes, settings.patience(), namespace, path, SubscribeOptions.ALL),
                subscriptions,
                chance);
    }

    /** A stream by its path, such as {@code /orders/17}, whether it exists yet or not. */
    public StreamClient stream(String path) {
        return stream(StreamPath.normalise(path));
    }

    /**
     * A page of the streams at or below a path, in the order of their paths.
     *
     * @param after the path to go on after, null for the first page
     * @param limit from 1 to 1,000
     */
    public StreamPage streams(StreamPath under, @Nullable StreamPath after, int limit) {
        Map<String, Object> query = NodeAddress.query("under", under, "after", after, "limit", limit);
        Function<URI, URI> target = node -> new NodeAddress(node, settings.namespace()).of("streams", query);
        return StreamPage.read(Answers.await(calls.call(new Request(null, target, null))));
    }

    /** Every stream at or below a path, in order, read page by page as the iterator goes. */
    public Iterator<StreamPage.ListedStream> streams(StreamPath under) {
        return new PagedIterator<StreamPage.ListedStream, StreamPath>(after -> {
            StreamPage page = streams(under, after, StreamClient.PAGE);
            return new PagedIterator.Page<>(page.streams(), page.next());
        });
    }

    @Override
    public void close() {
        calls.close();
        subscriptions.close();
        onClose.run();
    }
}
