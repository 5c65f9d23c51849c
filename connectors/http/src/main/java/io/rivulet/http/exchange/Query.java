package io.rivulet.http.exchange;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, form-decoded (so {@code +} is a space). Whatever is wrong with one is a problem that
 * names it: unknown, repeated, empty, malformed, out of range.
 */
public final class Query {

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a raw query.
     *
     * @param known the parameters that the endpoint takes; any other is refused
     */
    public static Query parse(@Nullable String raw, String... known) {
        Query query = parseAny(raw);
        query.requireKnown(known);
        return query;
    }

    /** Reads a raw query, whatever its parameters are. */
    static Query parseAny(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), pair);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
                values.merge(name, List.of(value), (some, more) -> Stream.concat(some.stream(), more.stream())
                        .toList());
            }
        }
        return new Query(values);
    }

    private void requireKnown(String... known) {
        for (String name : values.keySet()) {
            if (!Arrays.asList(known).contains(name)) {
                throw invalid(
                        name,
                        "is not known here; "
                                + (known.length == 0 ? "there are none" : "known are " + String.join(", ", known)));
            }
        }
    }

    /** Whether a parameter has its only value, or is not given. */
    public boolean is(String name, String only) {
        String given = text(name);
        if (given != null && !given.equals(only)) {
            throw invalid(name, "can only be '" + only + "'");
        }
        return given != null;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text, or null when it is not given. */
    public @Nullable String text(String name) {
        List<String> given = values.get(name);
        if (given == null) {
            return null;
        }
        if (given.size() > 1) {
            throw invalid(name, "is given more than once");
        }
        if (given.get(0).isEmpty()) {
            throw invalid(name, "is empty");
        }
        return given.get(0);
    }

    /** A whole number in a range, or the fallback when it is not given. */
    public long number(String name, long least, long most, long fallback) {
        String text = text(name);
        return text == null ? fallback : number(name, text, least, most);
    }

    /** Reads the value of a parameter or header. */
    public static long number(String name, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most && !text.startsWith("+")) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other value out of range.
        }
        throw invalid(
                name,
                "is a whole number " + (most == Long.MAX_VALUE ? "not below " + least : "from " + least + " to " + most)
                        + "; it was '" + text + "'");
    }

    /** Event types, comma-separated or repeated; none, or one that is {@code *}, means all and is empty (SUB-12). */
    public Set<String> types(String name) {
        Set<String> types = new LinkedHashSet<>();
        for (String list : values.getOrDefault(name, List.of())) {
            for (String type : list.split(",", -1)) {
                if (type.isBlank()) {
                    throw invalid(name, "holds an empty type");
                }
                types.add(type.strip());
            }
        }
        return types.contains("*") ? Set.of() : types;
    }

    /** The problem of a query parameter or header. */
    public static ProblemException invalid(String name, String what) {
        return Problem.of(ProblemType.INVALID_PARAMETER, "The parameter '" + name + "' " + what + ".")
                .with("parameter", name)
                .toException();
    }

    private static String decode(String text, String name) {
        try {
            return PercentText.decode(text.replace('+', ' '));
        } catch (IllegalArgumentException e) {
            throw invalid(name, "is not percent-encoded UTF-8");
        }
    }
}
