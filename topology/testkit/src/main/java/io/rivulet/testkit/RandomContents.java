package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.api.CoreEvents;
import io.rivulet.wire.EnvelopeHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Payloads and headers as they are met in the wild: sound ones, odd ones and broken ones. */
final class RandomContents {

    private static final List<UnaryOperator<RecordBuilder>> PAYLOADS = List.of(
            record -> record.payload("{\"n\":1}"),
            record -> record.payload("{\n  \"n\" : 1.50,\r\n  \"s\" : \"a\\nb\"\n}"),
            record -> record.payload("[1,2,3]"),
            record -> record.payload("null"),
            record -> record.payload("\"text\""),
            record -> record.payload(" 7 "),
            RecordBuilder::noPayload,
            record -> record.payload("{\"broken\":"),
            record -> record.payload("{} {}"),
            record -> record.payload("application/json; charset=utf-8", "{\"ü\":\"€\"}".getBytes(UTF_8)),
            record -> record.payload("application/vnd.x+json", "[]".getBytes(UTF_8)),
            record -> record.payload("application/json", new byte[0]),
            record -> record.payload("application/json", new byte[] {'"', (byte) 0xFF, '"'}),
            record -> record.payload("application/json", "{}".getBytes(UTF_16LE)),
            record -> record.payload("application/json", "\uFEFF{}".getBytes(UTF_8)),
            record -> record.payload("application/json", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}),
            record -> record.payload("text/plain", "two\nlines \"quoted\"".getBytes(UTF_8)),
            record -> record.payload("text/plain", new byte[] {(byte) 0xC3, 'x'}),
            record -> record.payload("TEXT/PLAIN; charset=utf-8", "[\n1]".getBytes(UTF_8)),
            record -> record.payload("application/octet-stream", new byte[] {0, 1, '\n', (byte) 0xFE}),
            record -> record.payload("", "1".getBytes(UTF_8)));

    /** Headers that make a record no event. */
    private static final List<UnaryOperator<RecordBuilder>> BROKEN = List.of(
            record -> record.header(EnvelopeHeaders.TYPE, ""),
            record -> record.header(EnvelopeHeaders.TYPE, new byte[] {(byte) 0xC3}),
            record -> record.header(EnvelopeHeaders.SPEC_VERSION, "0.3"),
            record -> record.header(EnvelopeHeaders.IDEMPOTENCY_KEY, " \t "),
            record -> record.header(EnvelopeHeaders.EXPECTED_OFFSET, "-2"),
            record -> record.header(EnvelopeHeaders.EXPECTED_OFFSET, "9223372036854775808"),
            record -> record.header(EnvelopeHeaders.EXPECTED_OFFSET, "first"),
            record -> record.header(EnvelopeHeaders.METADATA, "[]"),
            record -> record.header(EnvelopeHeaders.METADATA, "{\"a\":1,\"a\":2}"),
            record -> record.header(EnvelopeHeaders.METADATA, "\uFEFF{}"),
            record -> record.header(EnvelopeHeaders.METADATA, "{}".getBytes(UTF_16LE)),
            record -> record.header(EnvelopeHeaders.PROCESSOR, "{\"slug\":1}"),
            record -> record.header(EnvelopeHeaders.PROCESSOR, "{\"name\":\"x\"}"),
            record -> record.header(EnvelopeHeaders.BATCH_ID, "alone"),
            record -> record.batch("b", 0, 0),
            record -> record.batch("b", 2, 2));

    /** Headers that change nothing, or stand for themselves. */
    private static final List<UnaryOperator<RecordBuilder>> ODD = List.of(
            record -> record.header("traceparent", "00-1-2-03"),
            record -> record.header(EnvelopeHeaders.TYPE, (byte[]) null),
            record -> record.header(EnvelopeHeaders.SPEC_VERSION, "1.0"),
            record -> record.header(EnvelopeHeaders.BATCH_ID, (byte[]) null),
            record -> record.metadata("{\"trace\":\n\"t\"}"),
            record -> record.metadata("{}").metadata("{\"last\":true}"),
            record -> record.processor("{\"slug\":\"echo\",\"version\":\"1\"}"),
            record -> record.processor("{}"),
            RecordBuilder::noId);

    /** Resets are rare, and most of them are meant for a life that is over. */
    static RecordBuilder asReset(RecordBuilder record, String life, RandomGenerator random) {
        String payload = oneOf(
                List.of(
                        "{}",
                        "{\"incarnation\":\"" + life + "\"}",
                        "{\"incarnation\":\" " + life + " \",\"reason\":\"r\"}",
                        "{\"incarnation\":\"0-0\"}",
                        "{\"incarnation\":7}"),
                random);
        return record.type(CoreEvents.RESET).payload(payload);
    }

    /** For each core type payloads that it takes and payloads that it does not. */
    private static final Map<String, List<String>> CORE = Map.of(
            CoreEvents.WOKEN,
            List.of(
                    "{\"incarnationId\":\" i1 \"}",
                    "{\"incarnationId\":\"i2\",\"x\":1}",
                    "{\"incarnationId\":\"\"}",
                    "{}"),
            CoreEvents.CONFIGURED,
            List.of("{\"config\":{\"a\":1}}", "{\"config\":{\"b\":[1.50],\"a\":null}}", "{\"config\":[]}", "broken"),
            CoreEvents.METADATA_UPDATED,
            List.of("{\"metadata\":{\"m\":\"ü\"}}", "{\"metadata\":{}}", "{\"metadata\":null}", "[]"),
            CoreEvents.PAUSED,
            List.of("{}", "{\"reason\":\"full\"}", "{\"reason\":null}", "{\"reason\":5}"),
            CoreEvents.RESUMED,
            List.of("{}", "{\"reason\":\"again\"}", "{}", "{\"reason\":{}}"),
            CoreEvents.ERROR_OCCURRED,
            List.of(
                    "{\"message\":\"m\"}",
                    "{\"message\":\"m\",\"error\":{\"message\":\"e\",\"code\":\"c\"}}",
                    "{}",
                    "{\"message\":\"m\",\"error\":{\"name\":\"e\"}}",
                    "{\"message\":\"m\",\"error\":1}"));

    /** The same for the types that registries are made of; most key an entry that others key, too. */
    private static final Map<String, List<String>> REGISTRIES = Map.of(
            CoreEvents.CHILD_STREAM_CREATED,
            List.of(
                    "{\"childPath\":\"/Größe/s.1\"}",
                    "{\"childPath\":\"/Größe/s.1/x\"}",
                    "{\"childPath\":\"/Größe/s.2/x/y\"}",
                    "{\"childPath\":\" / \"}",
                    "{\"childPath\":\"/Größe/s.1/y/z\"}",
                    "{\"childPath\":\"/other\"}",
                    "{\"childPath\":\"/a/\"}",
                    "{\"childPath\":7}"),
            CoreEvents.SUBSCRIPTION_CONFIGURED,
            List.of(
                    "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"processor\",\"slug\":\" echo \",\"config\":{\"a\":1.50}}}",
                    "{\"subscriptionKey\":\" s \",\"subscriber\":{\"type\":\"webhook\",\"url\":\"http://h\",\"types\":[\"t\"],\"secret\":\"x\",\"y\":1}}",
                    "{\"subscriptionKey\":\"ü\",\"subscriber\":{\"type\":\"topic\",\"topic\":\"out\",\"types\":null}}",
                    "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"callable\",\"url\":1}}",
                    "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"webhook\"}}",
                    "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"processor\",\"slug\":\"a\",\"config\":{\"n\":1e99999999999}}}",
                    "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"topic\",\"topic\":\"o\",\"types\":[\" \"]}}",
                    "{\"subscriptionKey\":\" \",\"subscriber\":{\"type\":\"x\"}}"),
            CoreEvents.SUBSCRIPTION_REMOVED,
            List.of(
                    "{\"subscriptionKey\":\"s\"}",
                    "{\"subscriptionKey\":\"ü\"}",
                    "{\"subscriptionKey\":\"none\"}",
                    "{}"),
            CoreEvents.SUBSCRIBER_CONNECTED,
            List.of(
                    "{\"subscriptionKey\":\"s\",\"direction\":\"inbound\"}",
                    "{\"subscriptionKey\":\"c\",\"direction\":\" outbound \",\"subscriber\":{\"label\":\" browser \",\"x\":1}}",
                    "{\"subscriptionKey\":\"s\",\"direction\":\"outbound\",\"subscriber\":{\"announcement\":{\"slug\":\"echo\"}}}",
                    "{\"subscriptionKey\":\"d\",\"direction\":\"inbound\",\"subscriber\":{\"incarnationId\":\"i\",\"announcement\":{\"slug\":\"echo\",\"version\":\"2\",\"description\":\"d\",\"consumes\":[\"*\"],\"emits\":[],\"ownedEvents\":[{\"type\":\"t\",\"description\":null,\"z\":0}]}}}",
                    "{\"subscriptionKey\":\"s\",\"direction\":\"sideways\"}",
                    "{\"subscriptionKey\":\"s\",\"direction\":\"inbound\",\"subscriber\":{\"announcement\":{}}}",
                    "{\"subscriptionKey\":\"s\",\"direction\":\"inbound\",\"subscriber\":{\"announcement\":{\"slug\":\"a\",\"ownedEvents\":[{}]}}}"),
            CoreEvents.SUBSCRIBER_DISCONNECTED,
            List.of(
                    "{\"subscriptionKey\":\"s\",\"reason\":\"idle\"}",
                    "{\"subscriptionKey\":\"d\",\"reason\":\"unsubscribed\"}",
                    "{\"subscriptionKey\":\"none\",\"reason\":\"replaced\"}",
                    "{\"subscriptionKey\":\"s\"}"));

    private static final List<String> CORE_TYPES = Stream.concat(CORE.keySet().stream(), REGISTRIES.keySet().stream())
            .sorted()
            .toList();

    private RandomContents() {}

    static RecordBuilder withPayload(RecordBuilder record, RandomGenerator random) {
        return oneOf(PAYLOADS, random).apply(record);
    }

    static RecordBuilder withBrokenHeader(RecordBuilder record, RandomGenerator random) {
        return oneOf(BROKEN, random).apply(record);
    }

    static RecordBuilder withOddHeader(RecordBuilder record, RandomGenerator random) {
        return oneOf(ODD, random).apply(record);
    }

    static String coreType(RandomGenerator random) {
        return oneOf(CORE_TYPES, random);
    }

    /** Makes it an event of a core type; one in four payloads is none that the type takes. */
    static RecordBuilder asCore(RecordBuilder record, String type, RandomGenerator random) {
        List<String> payloads = CORE.getOrDefault(type, REGISTRIES.getOrDefault(type, List.of("{}")));
        return record.type(type).payload(oneOf(payloads, random));
    }

    static <T> T oneOf(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
