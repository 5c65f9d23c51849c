package io.rivulet.http.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding, once and strictly (RFC 3986, 2.1): what is not UTF-8 is an error, never mended. */
final class PercentText {

    private PercentText() {}

    /** @throws IllegalArgumentException with a sentence for the caller */
    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('\uFFFD') < 0) {
            return text;
        }
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                plain.put(given[i]);
            } else if (i + 2 < given.length) {
                plain.put((byte) (16 * hex(given[i + 1]) + hex(given[i + 2])));
                i += 2;
            } else {
                throw new IllegalArgumentException("A percent sign is followed by two hexadecimal digits");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Percent-encoded text is UTF-8; this is not", e);
        }
    }

    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new IllegalArgumentException("A percent sign is followed by two hexadecimal digits");
        }
        return value;
    }
}
