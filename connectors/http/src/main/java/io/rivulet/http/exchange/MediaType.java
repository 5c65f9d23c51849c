package io.rivulet.http.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types that are spoken here. */
public final class MediaType {

    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";
    /** Between nodes: appends and their replies, in frames. */
    public static final String APPENDS = "application/vnd.rivulet.appends";

    public static final String EVENT_STREAM = "text/event-stream";
    public static final String PROBLEM = "application/problem+json";
    public static final String YAML = "application/yaml";
    public static final String TEXT = "text/plain;charset=utf-8";

    private MediaType() {}

    /**
     * The media type of a header's value in lower case and without parameters.
     *
     * @return empty if there is none, or if its charset is not UTF-8
     */
    static String essence(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String[] parts = value.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.replace("\"", "").equals("charset=utf-8")) {
                return "";
            }
        }
        return parts[0].strip();
    }

    /** Whether a media range, such as {@code text/*}, covers a media type. */
    static boolean covers(String range, String type) {
        return range.equals(type)
                || range.equals("*/*")
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
