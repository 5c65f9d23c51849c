package io.rivulet.app.effects.plugin;

import io.rivulet.api.processor.StateFormat;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {"events":3,"chain":-17}}. */
final class SeenFormat implements StateFormat<Seen> {

    static final String SCHEMA = "{\"type\":\"object\",\"properties\":{"
            + "\"events\":{\"type\":\"integer\",\"default\":0},\"chain\":{\"type\":\"integer\",\"default\":0}}}";

    private static final Pattern EVENTS = Pattern.compile("\"events\"\\s*:\\s*(\\d+)");
    private static final Pattern CHAIN = Pattern.compile("\"chain\"\\s*:\\s*(-?\\d+)");

    @Override
    public Seen read(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return new Seen(Long.parseLong(find(EVENTS, text)), Integer.parseInt(find(CHAIN, text)));
    }

    @Override
    public byte[] write(Seen state) {
        return "{\"events\":%d,\"chain\":%d}"
                .formatted(state.events(), state.chain())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String find(Pattern field, String text) {
        Matcher matcher = field.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + field + " in " + text);
        }
        return matcher.group(1);
    }
}
