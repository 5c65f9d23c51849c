package io.rivulet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/reference/events.md name what the code names: all of it, and nothing else. */
class EventsPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/events.md");

    /** A line of a table whose first cell is a name. */
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void shouldNameEachHeader() throws IOException {
        assertThat(namesUnder("The envelope"))
                .isEqualTo(constants(EnvelopeHeaders.class, name -> !name.startsWith("CLOUD_EVENTS_")));
    }

    @Test
    void shouldNameEachFlaw() throws IOException {
        assertThat(namesUnder("Records that are no events"))
                .isEqualTo(Arrays.stream(Flaw.values()).map(Flaw::label).collect(Collectors.toSet()));
    }

    @Test
    void shouldNameEachReasonToRefuse() throws IOException {
        assertThat(namesUnder("Refusals"))
                .isEqualTo(Arrays.stream(Refusal.Reason.values())
                        .map(Refusal.Reason::label)
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldNameEachCoreEvent() throws IOException {
        assertThat(namesUnder("Core events").stream()
                        .map(CoreEvents.PREFIX::concat)
                        .collect(Collectors.toSet()))
                .isEqualTo(constants(CoreEvents.class, name -> !name.equals("PREFIX")));
    }

    private static Set<String> namesUnder(String heading) throws IOException {
        List<String> sections = List.of(Files.readString(PAGE).split("(?m)^## "));
        String section = sections.stream()
                .filter(text -> text.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The page has no heading " + heading));
        return ROW.matcher(section)
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> constants(Class<?> owner, Predicate<String> counts) {
        return Stream.of(owner.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && counts.test(field.getName()))
                .map(EventsPageTest::text)
                .collect(Collectors.toSet());
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant", e);
        }
    }
}
