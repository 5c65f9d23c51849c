package io.rivulet.app.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 connection that stays open, with one request in flight, on the thread that calls. A plain socket, because a
 * client with threads of its own adds their hand-overs to what is measured.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final InputStream in;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    static HttpConnection open(URI node) throws IOException {
        boolean isSecure = "https".equals(node.getScheme());
        int port = node.getPort() >= 0 ? node.getPort() : isSecure ? 443 : 80;
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(node.getHost(), port), TIMEOUT_MILLIS);
        return new HttpConnection(isSecure ? secured(socket, node.getHost(), port) : socket);
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The head of a request, with the empty line that ends it. */
    static byte[] head(String method, URI uri, String... headers) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        return (method + " " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + host + "\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * An answer whose head has been read.
     *
     * @param body to be read to its end before the next request
     */
    record Answer(int status, InputStream body) {

        /** Reads the body, and lets only the expected status pass. */
        byte[] expect(int... statuses) throws IOException {
            byte[] bytes = body.readAllBytes();
            for (int expected : statuses) {
                if (status == expected) {
                    return bytes;
                }
            }
            throw new IOException(
                    "the node answered with status " + status + ": " + new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Sends a whole request in one piece, and waits for the answer. */
    Answer send(byte[] request, int length) throws IOException {
        socket.getOutputStream().write(request, 0, length);
        String statusLine = line();
        long contentLength = 0;
        boolean isChunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                contentLength = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                isChunked = header.contains("chunked");
            }
        }
        return new Answer(status(statusLine), isChunked ? new ChunkedBody(in) : new SizedBody(in, contentLength));
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(parts[1]);
    }

    private String line() throws IOException {
        return line(in);
    }

    /** A line of a head, without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the node closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
