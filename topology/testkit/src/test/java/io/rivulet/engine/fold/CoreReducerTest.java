package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.MapRows;
import io.rivulet.testkit.model.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The core state of the stream /a (CS-1 to CS-5, CS-10, CS-11). */
class CoreReducerTest {

    private final LogBuilder log = new LogBuilder();

    /** CS-1, and CS-2: the time is the event's own. */
    @Test
    void shouldBeginWithItsFirstEvent() {
        log.skip(3)
                .at("/a")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"n\",\"path\":\"/a\"}")
                .add();
        log.skip(3).at("/a").add();

        assertThat(state())
                .isEqualTo("{\"namespace\":\"n\",\"path\":\"/a\",\"eventCount\":2,\"maxOffset\":7,"
                        + "\"createdAt\":\"2023-11-14T22:13:20.000Z\",\"metadata\":{},\"config\":{},\"paused\":false,"
                        + "\"childPaths\":[],\"processorsBySlug\":{},\"subscriptionsByKey\":{},\"connectionsByKey\":{},"
                        + "\"counts\":{\"children\":0,\"processors\":0,\"subscriptions\":0,\"connections\":0},"
                        + "\"truncated\":false}");
    }

    /** CS-2: created comes first or not at all, and a stream of a plain producer needs none. */
    @Test
    void shouldRefuseToBeCreatedTwice() {
        log.at("/a")
                .add()
                .at("/a")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"n\",\"path\":\"/a\"}")
                .add();

        assertThat(FoldRun.of(log).verdicts().at(1)).isEqualTo(Verdict.refused(Reason.ALREADY_CREATED, 0));
    }

    /** CS-3. */
    @Test
    void shouldTakeTheNewestIncarnation() {
        log.at("/a")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\"one\"}")
                .add();
        log.at("/a")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\" two \",\"unknown\":[]}")
                .add();

        assertThat(state()).contains("\"incarnationId\":\"two\"");
    }

    /** CS-4. */
    @Test
    void shouldMergeConfigurationsShallowly() {
        log.at("/a")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"a\":{\"x\":1},\"b\":1.50}}")
                .add();
        log.at("/a")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"a\":{\"y\":2},\"c\":null}}")
                .add();

        assertThat(state()).contains("\"config\":{\"a\":{\"y\":2},\"b\":1.5,\"c\":null}");
    }

    /** CS-5. */
    @Test
    void shouldReplaceMetadataEntirely() {
        log.at("/a")
                .type(CoreEvents.METADATA_UPDATED)
                .payload("{\"metadata\":{\"a\":1}}")
                .add();
        log.at("/a")
                .type(CoreEvents.METADATA_UPDATED)
                .payload("{\"metadata\":{\"b\":\"\\n\"}}")
                .add();

        assertThat(state()).contains("\"metadata\":{\"b\":\"\\n\"}");
    }

    /** CS-11. */
    @Test
    void shouldPauseAndResume() {
        log.at("/a")
                .type(CoreEvents.PAUSED)
                .payload("{\"reason\":\" \\\"full\\\" \"}")
                .add();
        assertThat(state()).contains("\"paused\":true,\"pauseReason\":\"\\\"full\\\"\"");

        log.at("/a").type(CoreEvents.RESUMED).payload("{\"reason\":\"empty\"}").add();
        assertThat(state()).contains("\"paused\":false").doesNotContain("pauseReason");
    }

    /** CS-1, CS-10. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"m\",\"error\":{\"message\":\"e\",\"name\":null}}",
                "io.rivulet.stream.unknown|broken"
            })
    void shouldOnlyCountWhatSaysNothingOfTheState(String type, String payload) {
        log.at("/a").add();
        CoreState before = FoldRun.of(log).rows().stream("/a").core();

        log.at("/a").type(type).payload(payload).add();

        StreamRow stream = FoldRun.of(log).rows().stream("/a");
        assertThat(stream.core()).isEqualTo(before);
        assertThat(stream.count()).isEqualTo(2);
    }

    /** EV-8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CoreEvents.CREATED + "|{}",
                CoreEvents.CREATED + "|{\"namespace\":\" \",\"path\":\"/a\"}",
                CoreEvents.CREATED + "|{\"namespace\":\"n\",\"path\":\"/b\"}",
                CoreEvents.CREATED + "|{\"namespace\":\"n\",\"path\":7}",
                CoreEvents.WOKEN + "|{}",
                CoreEvents.WOKEN + "|{\"incarnationId\":1}",
                CoreEvents.WOKEN + "|{\"incarnationId\":\" \"}",
                CoreEvents.CONFIGURED + "|{\"config\":[]}",
                CoreEvents.CONFIGURED + "|{\"a\":1}",
                CoreEvents.METADATA_UPDATED + "|{\"metadata\":null}",
                CoreEvents.PAUSED + "|[]",
                CoreEvents.PAUSED + "|{\"reason\":1}",
                CoreEvents.PAUSED + "|null",
                CoreEvents.PAUSED + "|{} {}",
                CoreEvents.PAUSED + "|{'reason':'x'}",
                CoreEvents.PAUSED + "|broken",
                CoreEvents.RESUMED + "|{\"reason\":{}}",
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"\"}",
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"m\",\"error\":[]}",
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"m\",\"error\":{}}",
                CoreEvents.ERROR_OCCURRED + "|{\"message\":\"m\",\"error\":{\"message\":\"e\",\"code\":1}}"
            })
    void shouldRefuseACoreEventWithAPayloadThatBreaksItsSchema(String type, String payload) {
        log.at("/a").type(type).payload(payload).add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, -1));
        assertThat(run.verdicts().refusalAt(0)).extracting("detail").asString().contains("payload");
    }

    @Test
    void shouldReadAnAbsentPayloadAsAnEmptyOne() {
        log.at("/a").type(CoreEvents.PAUSED).noPayload().add();

        assertThat(state()).contains("\"paused\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {CoreEvents.PAUSED, CoreEvents.RESUMED})
    void shouldReadUtf8Alone(String type) {
        log.at("/a")
                .type(type)
                .payload("application/json", "{\"reason\":\"x\"}".getBytes(UTF_16LE))
                .add();
        log.at("/a")
                .type(type)
                .payload("application/json", "\uFEFF{}".getBytes(UTF_8))
                .add();

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, -1));
        assertThat(run.verdicts().at(1)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, -1));
    }

    static Stream<String> numbers() {
        return Stream.of(
                "1e5",
                "-0.0",
                "1e2147483647",
                "1e-2147483647",
                "10e2147483647",
                "1.5e-2147483647",
                "1e99999999999",
                "1" + "0".repeat(999),
                "1" + "0".repeat(1000),
                "1." + "2".repeat(996) + "e-5",
                "1." + "2".repeat(998),
                "[".repeat(998) + "]".repeat(998),
                "[".repeat(5000) + "]".repeat(5000),
                "\"\\ud800\"",
                "{\"\\udc00\":1,\"?\":2}");
    }

    /** Whatever stands in a payload, the fold takes the record or refuses it, and can go on from its rows. */
    @ParameterizedTest
    @MethodSource("numbers")
    void shouldLiveThroughAnyJson(String value) {
        for (String field : new String[] {"config", "metadata"}) {
            String type = field.equals("config") ? CoreEvents.CONFIGURED : CoreEvents.METADATA_UPDATED;
            log.at("/a")
                    .type(type)
                    .payload("{\"" + field + "\":{\"a\":" + value + "}}")
                    .add();
            log.at("/a").type(type).payload("{\"" + field + "\":{\"b\":1}}").add();
        }

        FoldRun straight = FoldRun.of(log);
        FoldRun restarted = FoldRun.ofRestarting(log);

        assertThat(straight.progress().accepted()).isGreaterThanOrEqualTo(2);
        assertThat(restarted.digest()).isEqualTo(straight.digest());
    }

    /** JSON can name what UTF-8 cannot hold. */
    @Test
    void shouldServeAStateWithALoneSurrogate() {
        log.at("/a")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\"i\\ud800\"}")
                .add();
        log.at("/a").type(CoreEvents.PAUSED).payload("{\"reason\":\"\\udc00\"}").add();

        assertThat(state()).contains("\"incarnationId\":\"i?\"", "\"pauseReason\":\"?\"");
    }

    private String state() {
        MapRows rows = FoldRun.of(log).rows();
        StreamRow stream = rows.stream("/a");
        return new String(stream.stateJson("n", rows.registries(stream)), UTF_8);
    }
}
