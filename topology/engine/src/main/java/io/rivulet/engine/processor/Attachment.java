package io.rivulet.engine.processor;

import io.rivulet.api.StreamPath;
import java.util.Arrays;

/**
 * A processor that the settings attach to every stream at or below a path, written {@code slug@namespace/path}.
 *
 * @param under the path
 */
public record Attachment(String slug, String namespace, StreamPath under) {

    /**
     * Reads one as it stands in the settings.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Attachment parse(String text) {
        int at = text.indexOf('@');
        int slash = text.indexOf('/', at + 1);
        if (at < 1 || slash < at + 2) {
            throw new IllegalArgumentException(
                    "an attachment is slug@namespace/path, such as counter@default/orders or counter@default/");
        }
        return new Attachment(
                text.substring(0, at), text.substring(at + 1, slash), StreamPath.normalise(text.substring(slash)));
    }

    /** Whether a stream is at or below the path. */
    boolean covers(byte[] path) {
        byte[] prefix = under.toKey();
        if (under.equals(StreamPath.ROOT)) {
            return true;
        }
        if (path.length < prefix.length || (path.length > prefix.length && path[prefix.length] != '/')) {
            return false;
        }
        return Arrays.equals(path, 0, prefix.length, prefix, 0, prefix.length);
    }
}
