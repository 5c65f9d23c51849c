package io.rivulet.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells JSON in UTF-8 from JSON in another encoding. A parser that is given bytes guesses: it takes UTF-16 and UTF-32 as
 * well, passes over a byte order mark and overlooks what is not quite UTF-8. Such bytes must not be copied into an answer.
 */
public final class Utf8Json {

    private Utf8Json() {}

    /** Whether bytes that a parser took for JSON are UTF-8: without zero bytes and byte order mark, and well-formed. */
    public static boolean isEncoded(byte[] bytes, int from, int to) {
        boolean isAscii = true;
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return false;
            }
            isAscii &= bytes[i] > 0;
        }
        return isAscii || (bytes[from] > 0 && decodes(ByteBuffer.wrap(bytes, from, to - from)));
    }

    static boolean decodes(ByteBuffer text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text);
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
