package io.rivulet.engine.announce;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rivulet.api.CoreEvents;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The fact that a stream was created, as its ancestors are told it (AP-31). */
final class Announcement {

    private static final String PREFIX = "child-stream-created:";

    private Announcement() {}

    /** The root and every proper prefix of a path, the root first; none of the root itself. */
    static List<StreamPath> ancestors(StreamPath path) {
        List<StreamPath> ancestors = new ArrayList<>();
        String text = path.value();
        if (!path.equals(StreamPath.ROOT)) {
            ancestors.add(StreamPath.ROOT);
            for (int slash = text.indexOf('/', 1); slash > 0; slash = text.indexOf('/', slash + 1)) {
                ancestors.add(new StreamPath(text.substring(0, slash)));
            }
        }
        return ancestors;
    }

    /** Whether a stream is one that an ancestor is told of. */
    static boolean isBelow(StreamPath ancestor, StreamPath path) {
        return ancestor.equals(StreamPath.ROOT)
                ? !path.equals(StreamPath.ROOT)
                : path.value().startsWith(ancestor.value() + "/");
    }

    /** What an ancestor is told; by its key it is told once. */
    static EventInput of(StreamPath ancestor, StreamPath child) {
        String payload =
                "{\"childPath\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(child.value())) + "\"}";
        return EventInput.of(CoreEvents.CHILD_STREAM_CREATED, Payload.json(payload))
                .withIdempotencyKey(key(ancestor, child));
    }

    /** Two long paths would make too long a key; their digest does as well. */
    private static String key(StreamPath ancestor, StreamPath child) {
        String pair = ancestor.value() + ":" + child.value();
        if (PREFIX.length() + pair.length() <= EventInput.MAX_NAME_LENGTH) {
            return PREFIX + pair;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getBytes(StandardCharsets.UTF_8));
            return PREFIX + "sha-256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
