package io.rivulet.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a stream within its namespace, in its one canonical spelling (AP-21, AP-27): a leading slash, no trailing
 * one, no empty, {@code .} or {@code ..} segment; {@code /} is the root. Segments hold any characters but control
 * characters and the slash. At most {@value #MAX_BYTES} bytes of UTF-8, which are also the key of the stream's records.
 */
public record StreamPath(String value) implements Comparable<StreamPath> {

    /** The longest path, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1024;

    public static final StreamPath ROOT = new StreamPath("/");

    /** Takes a canonical spelling as it is; anything else is an {@link InvalidPathException}. */
    public StreamPath {
        if (!value.startsWith("/")) {
            throw new InvalidPathException("A path starts with a slash: " + quoted(value));
        }
        if (value.length() > 1) {
            for (String segment : value.substring(1).split("/", -1)) {
                if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                    throw new InvalidPathException(
                            "A path has no empty, '.' or '..' segment and no trailing slash: " + quoted(value));
                }
            }
        }
        requireEncodable(value);
    }

    /** Reads a path as an outsider writes it (AP-24): blank is the root, a missing leading slash is added. */
    public static StreamPath normalise(@Nullable String text) {
        return text == null || text.isBlank() ? ROOT : ROOT.resolve(text.strip());
    }

    /** Reads the key of a record; a key that is not a path in its canonical spelling is an error, never mended. */
    public static StreamPath fromKey(byte[] key) {
        if (key.length > MAX_BYTES) {
            throw new InvalidPathException("A path has at most " + MAX_BYTES + " bytes, this key has " + key.length);
        }
        try {
            return new StreamPath(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(key))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidPathException("A record's key is a path in UTF-8; this one is not UTF-8", e);
        }
    }

    /**
     * Resolves a target against this path (AP-21): a target that starts with a slash is absolute; empty and {@code .}
     * segments are ignored; {@code ..} removes one segment, and beyond the root it is an error, never clamped.
     */
    public StreamPath resolve(String target) {
        List<String> segments = new ArrayList<>();
        if (!target.startsWith("/")) {
            segments.addAll(Arrays.asList(value.split("/", -1)));
        }
        for (String segment : target.split("/", -1)) {
            if (!segment.equals("..")) {
                segments.add(segment);
                continue;
            }
            segments.removeIf(StreamPath::saysNothing);
            if (segments.isEmpty()) {
                throw new InvalidPathException("The path " + quoted(target) + " leads above the root from " + value);
            }
            segments.remove(segments.size() - 1);
        }
        segments.removeIf(StreamPath::saysNothing);
        return new StreamPath("/" + String.join("/", segments));
    }

    /** The key of this stream's records. A new array at each call. */
    public byte[] toKey() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(StreamPath other) {
        return Arrays.compareUnsigned(toKey(), other.toKey());
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean saysNothing(String segment) {
        return segment.isEmpty() || segment.equals(".");
    }

    private static void requireEncodable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidPathException("A path has no control characters: " + quoted(value));
            }
        }
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(value))
                    .remaining();
            if (bytes > MAX_BYTES) {
                throw new InvalidPathException("A path has at most " + MAX_BYTES + " bytes, this one has " + bytes);
            }
        } catch (CharacterCodingException e) {
            throw new InvalidPathException("A path is valid Unicode; this one has a lone surrogate", e);
        }
    }

    private static String quoted(String value) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "..." : value;
        return "'" + shown.replaceAll("\\p{Cntrl}", "\uFFFD") + "'";
    }
}
