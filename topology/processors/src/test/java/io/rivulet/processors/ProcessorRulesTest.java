package io.rivulet.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the page leaves no rule of sections 6 and 7 out, and that the tests which it names exist. */
class ProcessorRulesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern ROW = Pattern.compile("\\| ((?:PR|CB)-\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(should\\w+)`");

    private final List<String> rows = rows();

    @Test
    void shouldListEveryRuleOnceAndInOrder() {
        List<String> all = new ArrayList<>();
        for (int[] range : new int[][] {{1, 5}, {10, 23}, {25, 28}, {30, 31}, {40, 51}, {60, 60}}) {
            IntStream.rangeClosed(range[0], range[1]).forEach(number -> all.add("PR-" + number));
        }
        IntStream.rangeClosed(1, 11).forEach(number -> all.add("CB-" + number));

        assertThat(rows).extracting(row -> matched(row).group(1)).containsExactlyElementsOf(all);
    }

    /** A rule without a test says why there is none. */
    @Test
    void shouldSayWhatShowsEachRule() {
        assertThat(rows).allSatisfy(row -> assertThat(matched(row).group(3))
                .containsPattern("`\\w+\\.should|Does not apply|By construction|\\*\\*Open"));
    }

    @Test
    void shouldNameTestsThatThereAre() throws IOException {
        Map<String, String> sources = sources();
        TreeSet<String> missing = new TreeSet<>();
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            while (test.find()) {
                if (!sources.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "(")) {
                    missing.add(matched(row).group(1) + ": " + test.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String part : List.of("topology", "connectors")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(path -> path.toString().matches(".*/src/(test|main)/.*\\.java"))
                        .toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static List<String> rows() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("docs/reference/processor-rules.md"))) {
            return lines.filter(line -> ROW.matcher(line).matches()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher matched(String row) {
        Matcher matcher = ROW.matcher(row);
        assertThat(matcher.matches()).isTrue();
        return matcher;
    }
}
