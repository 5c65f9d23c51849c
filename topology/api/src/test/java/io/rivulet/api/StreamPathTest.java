package io.rivulet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPathTest {

    /** AP-21, AP-23. */
    @ParameterizedTest
    @CsvSource({
        "/x/a/b/c, ../parent, /x/a/b/parent",
        "/x/a/b/c, ../../grandparent, /x/a/grandparent",
        "/x/a/b/c, ../../grandparent/.././bla, /x/a/bla",
        "/x, child, /x/child",
        "/x, ./child, /x/child",
        "/x, /root/path, /root/path",
        "/x, //root//path/, /root/path",
        "/x, .., /",
        "/, ., /",
    })
    void shouldResolveATargetAgainstAPath(String base, String target, String resolved) {
        assertThat(new StreamPath(base).resolve(target).value()).isEqualTo(resolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../..", "a/../../..", "/..", "/a/../../b"})
    void shouldRefuseATargetAboveTheRootAndNameBothSides(String target) {
        assertThatThrownBy(() -> new StreamPath("/x").resolve(target))
                .isInstanceOf(InvalidPathException.class)
                .hasMessageContaining(target)
                .hasMessageContaining("/x");
    }

    /** AP-24. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null, /", "'', /", "'  ', /", "a/b, /a/b", "' /a/b/ ', /a/b", "/Ünï:cødé x.Y, /Ünï:cødé x.Y"})
    void shouldNormaliseWhatAnOutsiderWrites(String text, String path) {
        assertThat(StreamPath.normalise(text).value()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a/", "//", "/a//b", "/.", "/a/..", "/a\u0000b", "/a\nb", "/\u0085"})
    void shouldTakeOnlyTheCanonicalSpelling(String text) {
        assertThatThrownBy(() -> new StreamPath(text)).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void shouldBoundThePathInBytes() {
        assertThat(new StreamPath("/" + "é".repeat(511)).toKey()).hasSize(1023);
        assertThatThrownBy(() -> new StreamPath("/" + "é".repeat(512))).hasMessageContaining("1025");
    }

    @Test
    void shouldRefuseWhatIsNotUnicode() {
        assertThatThrownBy(() -> new StreamPath("/\uD800")).isInstanceOf(InvalidPathException.class);
        assertThatThrownBy(() -> StreamPath.fromKey(new byte[] {'/', (byte) 0xC3}))
                .isInstanceOf(InvalidPathException.class);
    }

    @Test
    void shouldReadItsOwnKey() {
        StreamPath path = new StreamPath("/Größe/α β");

        assertThat(StreamPath.fromKey(path.toKey())).isEqualTo(path);
        assertThat(path.toKey()).isEqualTo("/Größe/α β".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldOrderPathsAsTheirBytes() {
        assertThat(new StreamPath("/\uFFFD")).isLessThan(new StreamPath("/\uD83D\uDE00"));
    }
}
