package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes as text, numbers and JSON. */
final class PlainText {

    private static final ObjectMapper TOLERANT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PlainText() {}

    static boolean isText(byte[] bytes) {
        return Arrays.equals(bytes, of(bytes).getBytes(UTF_8));
    }

    static String of(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    static boolean isNumber(byte[] bytes, long most) {
        String text = of(bytes);
        return text.matches("[0-9]{1,19}") && new BigInteger(text).compareTo(BigInteger.valueOf(most)) <= 0;
    }

    /** JSON as a tree, null for what is none. */
    static @Nullable JsonNode json(byte[] bytes) {
        return isText(bytes) ? json(TOLERANT, of(bytes)) : null;
    }

    /** JSON whose objects name nothing twice, null for what is none. */
    static @Nullable JsonNode strictJson(byte[] bytes) {
        return isText(bytes) ? json(STRICT, of(bytes)) : null;
    }

    private static @Nullable JsonNode json(ObjectMapper mapper, String text) {
        try {
            JsonNode node = mapper.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return null;
        }
    }
}
