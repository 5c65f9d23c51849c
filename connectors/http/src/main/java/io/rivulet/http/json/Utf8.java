package io.rivulet.http.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether bytes are UTF-8, strictly: no overlong forms, no surrogates. */
public final class Utf8 {

    private Utf8() {}

    /** The text that the bytes are, or null if they are none. */
    public static @Nullable String textOrNull(byte[] bytes) {
        return isValid(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    static boolean isValid(byte[] bytes) {
        int ascii = 0;
        while (ascii < bytes.length && bytes[ascii] >= 0) {
            ascii++;
        }
        if (ascii == bytes.length) {
            return true;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer rest = ByteBuffer.wrap(bytes, ascii, bytes.length - ascii);
        CharBuffer dropped = CharBuffer.allocate(2048);
        CoderResult result;
        do {
            dropped.clear();
            result = decoder.decode(rest, dropped, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    /** Whether a text can be written as UTF-8, that is, has no lone surrogate. */
    static boolean isEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }
}
