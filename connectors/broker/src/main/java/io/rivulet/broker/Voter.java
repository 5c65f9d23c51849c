package io.rivulet.broker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A broker that has a voice in the election of the controller, and where the others reach it for that.
 *
 * @param id of the broker, from 1
 * @param controllerPort not the one of clients
 */
public record Voter(int id, String host, int controllerPort) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(.+):(\\d{1,5})");

    public Voter {
        if (id < 1) {
            throw new IllegalArgumentException("a broker's id is at least 1; it was " + id);
        }
        if (controllerPort < 1 || controllerPort > 65_535) {
            throw new IllegalArgumentException("a controller's port is from 1 to 65535; it was " + controllerPort);
        }
    }

    /** Reads {@code id@host:port}. */
    public static Voter parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a voter is id@host:port; it was " + text);
        }
        return new Voter(Integer.parseInt(matcher.group(1)), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    /** As {@link #parse} reads it, and Kafka too. */
    @Override
    public String toString() {
        return id + "@" + host + ":" + controllerPort;
    }
}
