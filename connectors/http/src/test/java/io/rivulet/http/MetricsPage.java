package io.rivulet.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of metrics: those that the page explains, and those that a node serves. */
final class MetricsPage {

    private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
    private static final Pattern NAME = Pattern.compile("`((?:rivulet|kafka|jvm|process|system)_[a-z0-9_]+)`");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    private MetricsPage() {}

    /** The names in the first cells of the page's tables. */
    static Set<String> explained() {
        Set<String> names = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(PAGE)) {
                if (line.startsWith("| `")) {
                    NAME.matcher(line.substring(0, line.indexOf(" | ")))
                            .results()
                            .forEach(name -> names.add(name.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** The names of which a scrape has values. */
    static Set<String> served(String scrape) {
        Set<String> names = new TreeSet<>();
        TYPE.matcher(scrape).results().forEach(type -> names.add(type.group(1)));
        return names;
    }
}
