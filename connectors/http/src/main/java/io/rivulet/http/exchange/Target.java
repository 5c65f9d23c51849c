package io.rivulet.http.exchange;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import java.util.Locale;
import java.util.Optional;

/**
 * The path of a URL below {@code /v1/}, taken apart: {@code {namespace}/{resource}{rest}}.
 *
 * @param rest empty, or what follows from the slash on, still percent-encoded
 */
public record Target(String namespace, String resource, String rest) {

    private static final String PREFIX = "/v1/";

    /** Takes apart the raw path of a URL; empty if it is not of this form. */
    public static Optional<Target> parse(String rawPath) {
        int namespaceEnd = rawPath.indexOf('/', PREFIX.length());
        if (!rawPath.startsWith(PREFIX) || namespaceEnd < 0) {
            return Optional.empty();
        }
        int resourceEnd = rawPath.indexOf('/', namespaceEnd + 1);
        if (resourceEnd < 0) {
            resourceEnd = rawPath.length();
        }
        return Optional.of(new Target(
                rawPath.substring(PREFIX.length(), namespaceEnd),
                rawPath.substring(namespaceEnd + 1, resourceEnd),
                rawPath.substring(resourceEnd)));
    }

    /**
     * The stream that the rest names: decoded once, then normalised (AP-21, AP-24). An encoded slash is refused, since no
     * segment can hold one and a client that sends it means something else than it gets.
     */
    public StreamPath path() {
        if (rest.toLowerCase(Locale.ROOT).contains("%2f")) {
            throw new InvalidPathException("A segment of a path holds no slash: %2F is refused. Write it as /");
        }
        try {
            return StreamPath.normalise(PercentText.decode(rest));
        } catch (InvalidPathException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidPathException(e.getMessage() + ": '" + rest + "'", e);
        }
    }
}
