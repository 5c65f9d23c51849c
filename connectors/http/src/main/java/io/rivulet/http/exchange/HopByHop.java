package io.rivulet.http.exchange;

import java.util.Locale;
import java.util.Set;

/** The headers that are about one connection, and no business of who is behind it (RFC 9110, 7.6.1). */
public final class HopByHop {

    private static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            "expect",
            "content-length",
            "date",
            "server");

    private HopByHop() {}

    public static boolean is(String header) {
        return NAMES.contains(header.toLowerCase(Locale.ROOT));
    }
}
