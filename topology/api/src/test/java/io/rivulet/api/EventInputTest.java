package io.rivulet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventInputTest {

    /** EV-4. */
    @Test
    void shouldStripTheIdempotencyKey() {
        assertThat(EventInput.of("t", null).withIdempotencyKey(" k ").idempotencyKey())
                .isEqualTo("k");
    }

    @Test
    void shouldRefuseBlankNamesAndWrongOffsets() {
        EventInput input = EventInput.of("t", null);

        assertThatThrownBy(() -> EventInput.of("", null)).hasMessageContaining("type");
        assertThatThrownBy(() -> input.withIdempotencyKey("  ")).hasMessageContaining("idempotencyKey");
        assertThatThrownBy(() -> input.withExpectedOffset(-2L)).hasMessageContaining("expectedOffset");
        assertThatThrownBy(() -> EventInput.of("t".repeat(1025), null)).hasMessageContaining("1024");
    }

    @Test
    void shouldRefuseWhatIsNotUnicode() {
        EventInput input = EventInput.of("t\uD83D\uDE00", null);

        assertThat(input.withIdempotencyKey("\uD83D\uDE00k").idempotencyKey()).isEqualTo("\uD83D\uDE00k");
        assertThatThrownBy(() -> EventInput.of("t\uD83D", null)).hasMessageContaining("type");
        assertThatThrownBy(() -> input.withIdempotencyKey("\uDE00\uD83D")).hasMessageContaining("idempotencyKey");
        assertThatThrownBy(() -> new EventInput("t", null, "{\"\uD800\":1}", null, null, null))
                .hasMessageContaining("metadata");
        assertThatThrownBy(() -> new EventInput.Source("\uD800x", null)).hasMessageContaining("slug");
    }
}
