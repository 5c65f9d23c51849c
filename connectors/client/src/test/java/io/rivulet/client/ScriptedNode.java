package io.rivulet.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server on a real socket that does what a test says, byte by byte: each request that comes is handed to the test, which answers it,
 * in whatever pieces, or cuts the connection.
 */
public final class ScriptedNode implements AutoCloseable {

    private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    /** How connections ended that did not end well; tests cut some on purpose. */
    private final Queue<IOException> cut = new ConcurrentLinkedQueue<>();

    private final int port;
    private ServerSocket server;

    public ScriptedNode() {
        this(0);
    }

    private ScriptedNode(int port) {
        try {
            server = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = server.getLocalPort();
    }

    private ServerSocket listen(int atPort) throws IOException {
        ServerSocket listening = new ServerSocket(atPort, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(listening), "scripted-node");
        acceptor.setDaemon(true);
        acceptor.start();
        return listening;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The next request; waits for it. */
    public Exchange take() throws InterruptedException {
        Exchange next = exchanges.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(
                    "No request in 30 s at " + uri() + ", on " + connections() + " connections; cut: " + cut);
        }
        return next;
    }

    private int connections() {
        synchronized (sockets) {
            return sockets.size();
        }
    }

    /** Whether no request is there that was not taken. */
    public boolean isQuiet() {
        return exchanges.isEmpty();
    }

    /** Nothing listens any more, and all connections are cut. */
    public void stop() {
        try {
            server.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens again, at the same port. */
    public void start() {
        try {
            server = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                if (listening.isClosed()) {
                    // An accept that waits in the kernel may still take a connection that comes just after the close.
                    socket.close();
                }
                Thread reader = new Thread(() -> read(socket), "scripted-node-connection");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (IOException e) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                byte[] body = in.readNBytes(Integer.parseInt("0" + header(head, "content-length")));
                exchanges.add(new Exchange(socket, head, new String(body, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            cut.add(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** A request, and the way to answer it. */
    public record Exchange(Socket socket, String head, String body) {

        /** Method and target. */
        public String line() {
            return head.substring(0, head.indexOf(" HTTP/"));
        }

        public String header(String name) {
            return ScriptedNode.header(head, name.toLowerCase(Locale.ROOT));
        }

        public void answer(int status, String json, String... headers) throws IOException {
            StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
            for (String header : headers) {
                answer.append(header).append("\r\n");
            }
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            send(answer + "Content-Length: " + bytes.length + "\r\n\r\n" + json);
        }

        /** Begins an event stream that ends with the connection. */
        public Exchange stream(String... headers) throws IOException {
            StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
            for (String header : headers) {
                answer.append(header).append("\r\n");
            }
            send(answer + "Connection: close\r\n\r\n");
            return this;
        }

        /** Bytes as they are. */
        public Exchange send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        public void cut() throws IOException {
            socket.close();
        }
    }
}
