package io.rivulet.http;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.Node;
import io.rivulet.engine.cluster.Address;
import io.rivulet.http.append.AppendIds;
import io.rivulet.http.append.ClusterAppends;
import io.rivulet.http.append.PeerAppends;
import io.rivulet.http.channel.AppendChannels;
import io.rivulet.http.cluster.ClusterView;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.Routing;
import io.rivulet.http.cluster.Settlement;
import io.rivulet.http.exchange.ProblemAnswer;
import io.rivulet.http.imports.Imports;
import io.rivulet.http.live.Live;
import io.rivulet.http.metrics.Metrics;
import io.rivulet.http.processors.ProcessorTails;
import io.rivulet.http.service.Health;
import io.rivulet.http.service.Manual;
import io.rivulet.http.tail.Tails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the namespaces of a node over HTTP/1.1 and, without TLS, HTTP/2. It is open from the start: while the node does
 * not serve yet, requests answer 503 and say why. It does not close the node.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int HTTP2_STREAMS = 1024;
    private static final int HTTP2_STREAM_WINDOW_BYTES = 64 << 10;

    private final Server server;
    private final ServerConnector connector;
    private final Routes routes;
    private final Health health;
    private final Peers peers;
    private final ClusterView cluster;
    private final Tails tails;
    private final ProcessorTails processorTails;
    private final Imports imports;
    private final Live live;
    private final Metrics metrics;
    private final Routing routing;
    private final PeerAppends peerAppends;
    private final Duration drainTimeout;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "http-ticker");
        thread.setDaemon(true);
        return thread;
    });

    private HttpServer(
            HttpSettings settings,
            EngineSettings engine,
            String nodeId,
            Map<String, Namespace> namespaces,
            LongSupplier storeBytes) {
        QueuedThreadPool threads = new QueuedThreadPool(settings.maxThreads());
        threads.setName("http");
        server = new Server(threads);
        connector = connector(server, settings);
        health = new Health(engine, namespaces.values());
        peers = new Peers(Address.parse(engine.applicationServer()));
        metrics = new Metrics(namespaces.values(), peers.forwards(), storeBytes);
        cluster = new ClusterView(nodeId, peers, namespaces.values());
        tails = new Tails(ticker, settings.heartbeatInterval());
        processorTails = new ProcessorTails(ticker, threads, settings.heartbeatInterval());
        AppendIds ids = new AppendIds();
        Settlement settlement = new Settlement(peers, ticker, threads);
        imports = new Imports(settings.importLimits(), ticker, peers, settlement, ids);
        AppendChannels channels = new AppendChannels(peers, ticker);
        ClusterAppends appends = new ClusterAppends(peers, channels, settlement, ids, ticker, threads);
        live = new Live(
                sockets(server, settings),
                new Live.Parts(peers, appends, engine.appendTimeout(), settings.routingPatience(), ticker, threads),
                settings.heartbeatInterval());
        routing = new Routing(peers, settings.routingPatience(), ticker, threads);
        peerAppends = new PeerAppends(appends, routing, engine.appendTimeout(), threads);
        routes = new Routes(
                Routes.fixed(health, new Manual(), cluster, metrics),
                Routes.ofNamespace(
                        settings,
                        engine,
                        threads,
                        new Routes.Parts(
                                routing,
                                settlement,
                                ids,
                                channels,
                                peerAppends,
                                tails,
                                imports,
                                live,
                                processorTails)));
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Router(
                routes,
                namespaces,
                Hosts.of(settings, Address.parse(engine.applicationServer()).host()),
                metrics.times())));
        server.setErrorHandler(new ProblemAnswer());
        drainTimeout = settings.drainTimeout();
        server.setStopTimeout(drainTimeout.toMillis());
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException when the address cannot be had
     */
    public static HttpServer start(HttpSettings settings, Node node) {
        return start(settings, node.settings(), node.id(), node.namespaces(), node::storeBytes);
    }

    static HttpServer start(
            HttpSettings settings,
            EngineSettings engine,
            String nodeId,
            Map<String, Namespace> namespaces,
            LongSupplier storeBytes) {
        HttpServer http = new HttpServer(settings, engine, nodeId, namespaces, storeBytes);
        try {
            // First: a request that comes at once and is another node's would wait for a connection that nobody makes.
            http.peers.start();
            http.server.start();
            return http;
        } catch (Exception e) {
            http.close();
            throw new UncheckedIOException(
                    "Cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /**
     * Asks under the node's own address who is there.
     *
     * @return what is wrong, for an operator; empty if it is this node, or if nobody answers, as before a name is announced
     */
    public Optional<String> checkOwnAddress() {
        return cluster.checkOwnAddress();
    }

    /** Where clients on this machine find it. */
    public URI uri() {
        String host = connector.getHost();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    public int port() {
        return connector.getLocalPort();
    }

    Routes routes() {
        return routes;
    }

    /**
     * Asks tails to come back elsewhere, ends imports with a summary, and says that the node is not ready. Other requests are
     * served all the while, by this node or by the next owner, so that the node's partitions can move before it goes.
     */
    public void drain() {
        health.close();
        cluster.close();
        tails.close();
        processorTails.close();
        live.close();
        routing.drain();
        imports.close();
    }

    /** Drains, takes no more connections, and gives the requests that run the time of the settings. */
    @Override
    public void close() {
        drain();
        // Half of the time is for finding the next owners, the rest for their answers.
        routing.close(drainTimeout.dividedBy(2));
        peerAppends.close(drainTimeout.dividedBy(2));
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.atWarn().log("Requests took longer than they may while a node stops, and were cut off");
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop", e);
        } finally {
            peers.close();
            ticker.shutdownNow();
            metrics.close();
        }
    }

    private static ServerWebSocketContainer sockets(Server server, HttpSettings settings) {
        ServerWebSocketContainer sockets = ServerWebSocketContainer.ensure(server);
        sockets.setIdleTimeout(settings.idleTimeout());
        sockets.setMaxTextMessageSize(settings.maxBodyBytes());
        return sockets;
    }

    private static ServerConnector connector(Server server, HttpSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // What a path means is decided by the stream's rules and nobody else's; they are stricter where it matters.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http), http2(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptedSendBufferSize(settings.sendBufferBytes());
        // When closing, connections with nothing to do go after this.
        connector.setShutdownIdleTimeout(100);
        return connector;
    }

    /** Other nodes bring many streams on few connections; one that nobody reads from must not hold up the others. */
    private static HTTP2CServerConnectionFactory http2(HttpConfiguration http) {
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(HTTP2_STREAMS);
        http2.setInitialStreamRecvWindow(HTTP2_STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(HTTP2_STREAMS * HTTP2_STREAM_WINDOW_BYTES);
        // Requests of other nodes come as fast as they come.
        http2.setRateControlFactory(new RateControl.Factory() {});
        return http2;
    }
}
