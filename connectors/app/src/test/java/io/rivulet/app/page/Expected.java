package io.rivulet.app.page;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page says is printed. In a line, {@code ...} stands for any text; alone on a line, for any number of lines, none
 * included.
 */
record Expected(List<String> lines) {

    private static final String ANYTHING = "...";

    Expected {
        lines = List.copyOf(lines);
    }

    /** Whether this is the whole of what was printed. */
    boolean isAllOf(String printed) {
        return matcher(printed).matches();
    }

    /** How many characters this takes of what was printed, from its beginning; -1 when it is not there. */
    int takesOf(String printed) {
        Matcher matcher = matcher(printed);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    private Matcher matcher(String printed) {
        return Pattern.compile(lines.stream().map(Expected::regex).collect(Collectors.joining()))
                .matcher(printed);
    }

    private static String regex(String line) {
        if (line.equals(ANYTHING)) {
            return "(?:.*\n)*?";
        }
        return Pattern.compile(ANYTHING, Pattern.LITERAL)
                .splitAsStream(line + "\n")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*?"));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
