package io.rivulet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void shouldRefuseAPlaceThatNoEventHas() {
        StreamId stream = new StreamId("orders", new StreamPath("/order/17"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event(stream, -1, 0, "order.placed", null, Instant.EPOCH, null, null, null));
    }

    @Test
    void shouldNameAStreamByNamespaceAndPath() {
        assertThat(new StreamId("orders", new StreamPath("/order/17"))).hasToString("orders:/order/17");
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("", StreamPath.ROOT));
    }
}
