package io.rivulet.http.cluster;

import io.rivulet.api.StreamPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the path and query of a URL for another node, encoded as the strictest reader wants it. */
public final class PeerUrl {

    private static final String UNRESERVED = "-._~!$&'()*+,;=:@/?%";

    private PeerUrl() {}

    /** The URL of a resource of a stream. */
    public static String of(String namespace, String resource, StreamPath path, @Nullable String rawQuery) {
        String segments =
                Arrays.stream(path.value().split("/", -1)).map(PeerUrl::encode).collect(Collectors.joining("/"));
        return of(namespace, resource + segments, rawQuery);
    }

    /**
     * The URL of a resource of a namespace.
     *
     * @param rawQuery as a client sent it, or null
     */
    public static String of(String namespace, String resource, @Nullable String rawQuery) {
        return "/v1/" + encode(namespace) + "/" + resource + (rawQuery == null ? "" : "?" + strict(rawQuery));
    }

    /** A segment of a path, or the value of a parameter. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Encodes what a client may have left as it is, and nothing twice. */
    private static String strict(String raw) {
        StringBuilder strict = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> {
            boolean isPlain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            strict.append(isPlain ? Character.toString(c) : encode(Character.toString(c)));
        });
        return strict.toString();
    }
}
