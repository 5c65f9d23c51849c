package io.rivulet.engine.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.EventInput;
import io.rivulet.api.StreamPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTest {

    /** AP-31: the root and every proper prefix. */
    @ParameterizedTest
    @CsvSource({"/, ''", "/a, /", "/a/b, /;/a", "/a/b c/d, /;/a;/a/b c"})
    void shouldKnowTheAncestorsOfAStream(String path, String ancestors) {
        List<StreamPath> found = Announcement.ancestors(new StreamPath(path));

        assertThat(String.join(";", found.stream().map(StreamPath::value).toList()))
                .isEqualTo(ancestors);
        assertThat(found).allMatch(ancestor -> Announcement.isBelow(ancestor, new StreamPath(path)));
    }

    @ParameterizedTest
    @CsvSource({"/, /", "/a, /a", "/a, /ab", "/a, /ab/c", "/a/b, /a"})
    void shouldKnowWhatIsNoAncestor(String one, String path) {
        assertThat(Announcement.isBelow(new StreamPath(one), new StreamPath(path)))
                .isFalse();
    }

    @Test
    void shouldTellAnAncestorOnce() {
        EventInput told = Announcement.of(new StreamPath("/a"), new StreamPath("/a/\"b"));

        assertThat(told.type()).isEqualTo("io.rivulet.stream.child-stream-created");
        assertThat(new String(Objects.requireNonNull(told.payload()).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"childPath\":\"/a/\\\"b\"}");
        assertThat(told.idempotencyKey()).isEqualTo("child-stream-created:/a:/a/\"b");
    }

    @Test
    void shouldTellOfTheLongestPaths() {
        StreamPath ancestor = new StreamPath("/" + "a".repeat(900));

        String one = Announcement.of(ancestor, new StreamPath(ancestor.value() + "/b"))
                .idempotencyKey();
        String other = Announcement.of(ancestor, new StreamPath(ancestor.value() + "/c"))
                .idempotencyKey();

        assertThat(one).hasSizeLessThan(EventInput.MAX_NAME_LENGTH).isNotEqualTo(other);
    }
}
