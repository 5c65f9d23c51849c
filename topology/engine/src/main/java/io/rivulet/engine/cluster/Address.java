package io.rivulet.engine.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the other nodes of a deployment reach one: its {@code application.server}.
 *
 * @param host a name or an address, IPv6 in brackets
 * @param port from 1 to 65535
 */
public record Address(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");

    public Address {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 1 to 65535, this one is " + port);
        }
    }

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when it has another form, or names no single machine
     */
    public static Address parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is host:port, as in node-1.example.com:8080");
        }
        Address address = new Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
        if (address.host().equals("0.0.0.0") || address.host().equals("[::]")) {
            throw new IllegalArgumentException(
                    "the other nodes cannot reach a wildcard address: name this machine as they see it");
        }
        return address;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
