package io.rivulet.plugins.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Event;
import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.StreamId;
import io.rivulet.api.StreamPath;
import io.rivulet.api.processor.Contract;
import io.rivulet.api.processor.CoreCatalogue;
import io.rivulet.api.processor.EventCatalogue;
import io.rivulet.api.processor.EventDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedContractTest {

    private static final String AMOUNT =
            "{\"type\":\"object\",\"required\":[\"amount\"],\"properties\":{\"amount\":{\"type\":\"number\"}}}";
    private static final EventDefinition PAID =
            EventDefinition.of("order.paid", "An order is paid.", AMOUNT, "{\"amount\":12.5}");

    @Test
    void shouldTakeAContractThatHolds() {
        CheckedContract checked = CheckedContract.of(till().build());

        assertThat(checked.contract().slug()).isEqualTo("till");
    }

    /** All mistakes come at once, each with its place. */
    @Test
    void shouldListEveryMistakeWithItsPlace() {
        Contract contract = Contract.builder("Till 1", " ")
                .owns(
                        EventDefinition.of("order.paid", "", AMOUNT, "{\"amount\":12.5}", "{\"amount\":\"much\"}", "{"),
                        EventDefinition.of("order.sent", "", "{\"type\":\"onject\"}"),
                        EventDefinition.of("order.lost", "", "{\"$ref\":\"#/$defs/nowhere\"}"),
                        EventDefinition.of("*", ""))
                .consumes("order.placed")
                .emits("order.closed", "*")
                .state("{\"type\":\"object\",\"properties\":{\"seen\":{\"type\":\"integer\"}}}", "{\"seen\":\"none\"}")
                .build();

        assertThatExceptionOfType(InvalidContractException.class)
                .isThrownBy(() -> CheckedContract.of(contract))
                .satisfies(invalid -> assertThat(invalid.mistakes())
                        .extracting(Mistake::where)
                        .containsExactly(
                                "slug",
                                "version",
                                "consumes order.placed",
                                "emits order.closed",
                                "owns order.paid, example 2",
                                "owns order.paid, example 3",
                                "owns order.sent, payload schema",
                                "owns order.lost, payload schema",
                                "owns *",
                                "initial state"))
                .withMessageContaining("at /amount string found, number expected");
    }

    @Test
    void shouldSayThatAStateIsAnObject() {
        assertThatThrownBy(() ->
                        CheckedContract.of(till().state("{\"type\":\"array\"}").build()))
                .isInstanceOf(InvalidContractException.class)
                .hasMessageContaining("state schema: a state is an object");
    }

    /** PR-2. */
    @Test
    void shouldRefuseATypeOfTwoDefinitions() {
        EventCatalogue other = new EventCatalogue("counter", List.of(EventDefinition.of("order.paid", "otherwise")));

        assertThatThrownBy(() -> CheckedContract.of(till().dependsOn(other).build()))
                .isInstanceOf(InvalidContractException.class)
                .hasMessageContaining("owns order.paid: it is defined twice, by till and by counter");
    }

    /** PR-2. */
    @Test
    void shouldTakeTheSameDefinitionReachedTwice() {
        EventCatalogue same = new EventCatalogue("counter", List.of(PAID));

        assertThat(CheckedContract.of(till().dependsOn(same).build())).isNotNull();
    }

    /** PR-2, PR-3: what is consumed or emitted by name has a known owner; the wildcard needs none. */
    @Test
    void shouldKnowTheOwnersOfAllTypesThatItNames() {
        Contract breaker = Contract.builder("breaker", "1")
                .dependsOn(CoreCatalogue.events())
                .consumes(Contract.ANY, CoreEvents.RESUMED)
                .emits(CoreEvents.PAUSED)
                .build();

        assertThat(CheckedContract.of(breaker)).isNotNull();
    }

    /** The core's own catalogue satisfies what is asked of any other. */
    @Test
    void shouldFindNoMistakeInTheCoreCatalogue() {
        Contract all = Contract.builder("all", "1")
                .owns(CoreCatalogue.events().events().toArray(new EventDefinition[0]))
                .consumes(CoreCatalogue.events().events().stream()
                        .map(EventDefinition::type)
                        .toArray(String[]::new))
                .build();

        assertThat(CheckedContract.of(all)).isNotNull();
    }

    /** PR-1, PR-20. */
    @Test
    void shouldFillInTheDefaultsOfTheStateSchema() {
        String schema = "{\"type\":\"object\",\"properties\":{\"seen\":{\"type\":\"integer\",\"default\":0},"
                + "\"name\":{\"type\":\"string\"}}}";
        CheckedContract checked = CheckedContract.of(till().state(schema).build());

        assertThat(text(checked.initialState())).isEqualTo("{\"seen\":0}");
        assertThat(text(checked.state("{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("{\"name\":\"a\",\"seen\":0}");
        assertThatThrownBy(() -> checked.state("{\"seen\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("/seen");
    }

    /** EV-7: only what is consumed by name is checked. */
    @Test
    void shouldCheckWhatIsConsumedByNameAndLetTheRestPass() {
        CheckedContract checked =
                CheckedContract.of(till().consumes(Contract.ANY, "order.paid").build());

        checked.checkConsumed(event("order.paid", Payload.json("{\"amount\":1}")));
        checked.checkConsumed(event("order.placed", Payload.json("[[[")));
        assertThatThrownBy(() -> checked.checkConsumed(event("order.paid", Payload.json("{\"amount\":\"1\"}"))))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("order.paid breaks its schema: at /amount");
        assertThatThrownBy(() -> checked.checkConsumed(event("order.paid", null)))
                .isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(
                        () -> checked.checkConsumed(event("order.paid", new Payload("text/plain", new byte[] {'1'}))))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("text/plain");
    }

    @Test
    void shouldRefuseToEmitWhatTheContractDoesNotPromise() {
        CheckedContract checked = CheckedContract.of(till().emits("order.paid").build());

        checked.checkEmitted(EventInput.of("order.paid", Payload.json("{\"amount\":1}")));
        assertThatThrownBy(() -> checked.checkEmitted(EventInput.of("order.lost", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not emit order.lost");
        assertThatThrownBy(() -> checked.checkEmitted(EventInput.of("order.paid", Payload.json("{}"))))
                .isInstanceOf(InvalidJsonException.class);
    }

    /** CS-13. */
    @Test
    void shouldAnnounceItself() {
        assertThat(ContractJson.announcement(
                        till().description("Takes money").emits("order.paid").build()))
                .isEqualTo("{\"slug\":\"till\",\"version\":\"1\",\"description\":\"Takes money\",\"consumes\":[],"
                        + "\"emits\":[\"order.paid\"],\"ownedEvents\":[{\"type\":\"order.paid\","
                        + "\"description\":\"An order is paid.\"}]}");
    }

    /** PR-49. */
    @Test
    void shouldAnnounceNothingThatItWasNotTold() {
        assertThat(ContractJson.announcement(Contract.builder("till", "0").build()))
                .isEqualTo("{\"slug\":\"till\",\"version\":\"0\",\"description\":\"\",\"consumes\":[],\"emits\":[],"
                        + "\"ownedEvents\":[]}");
    }

    private static Contract.Builder till() {
        return Contract.builder("till", "1").owns(PAID);
    }

    private static Event event(String type, Payload payload) {
        return new Event(new StreamId("orders", StreamPath.ROOT), 0, 0, type, payload, Instant.EPOCH, null, null, null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
