package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.engine.fold.FoldSettings;
import io.rivulet.wire.EnvelopeHeaders;
import io.rivulet.wire.Flaw;
import io.rivulet.wire.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What is wrong with a record. */
final class PlainEnvelope {

    private PlainEnvelope() {}

    /** The first flaw in the order of the headers, then the batch, then key and value; null for a record without flaw. */
    static @Nullable Flaw flawOf(ConsumerRecord<byte[], byte[]> record, FoldSettings settings, int partition) {
        for (Header header : record.headers()) {
            Flaw flaw = header.value() == null ? null : flawOf(header.key(), header.value());
            if (flaw != null) {
                return flaw;
            }
        }
        if (!isBatchSound(record)) {
            return Flaw.BAD_BATCH;
        }
        if (record.key() == null) {
            return Flaw.NO_KEY;
        }
        if (record.value() != null && record.value().length > settings.maxEventBytes()) {
            return Flaw.TOO_LARGE;
        }
        if (!isPath(PlainForm.path(record.key(), settings.form()))) {
            return Flaw.BAD_KEY;
        }
        return Partitions.of(record.key(), settings.partitions()) == partition ? null : Flaw.WRONG_PARTITION;
    }

    private static @Nullable Flaw flawOf(String name, byte[] value) {
        return switch (name) {
            case EnvelopeHeaders.TYPE -> isName(value, PlainText.of(value)) ? null : Flaw.BAD_TYPE;
            case EnvelopeHeaders.IDEMPOTENCY_KEY ->
                isName(value, PlainText.of(value).strip()) ? null : Flaw.BAD_IDEMPOTENCY_KEY;
            case EnvelopeHeaders.EXPECTED_OFFSET ->
                PlainText.of(value).equals("-1") || PlainText.isNumber(value, Long.MAX_VALUE)
                        ? null
                        : Flaw.BAD_EXPECTED_OFFSET;
            case EnvelopeHeaders.SPEC_VERSION -> PlainText.of(value).equals("1.0") ? null : Flaw.BAD_SPEC_VERSION;
            case EnvelopeHeaders.METADATA -> isObject(value) ? null : Flaw.BAD_METADATA;
            case EnvelopeHeaders.PROCESSOR -> isProcessor(value) ? null : Flaw.BAD_PROCESSOR;
            default -> null;
        };
    }

    private static boolean isName(byte[] value, String name) {
        return PlainText.isText(value) && !name.isEmpty() && name.getBytes(UTF_8).length <= 4096;
    }

    private static boolean isObject(byte[] value) {
        JsonNode json = PlainText.strictJson(value);
        return json != null && json.isObject();
    }

    private static boolean isProcessor(byte[] value) {
        JsonNode json = PlainText.strictJson(value);
        if (json == null || !json.isObject()) {
            return false;
        }
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return List.of("slug", "version").containsAll(names)
                && names.stream().allMatch(name -> json.get(name).isTextual());
    }

    private static boolean isBatchSound(ConsumerRecord<byte[], byte[]> record) {
        byte[] id = last(record, EnvelopeHeaders.BATCH_ID);
        byte[] size = last(record, EnvelopeHeaders.BATCH_SIZE);
        byte[] index = last(record, EnvelopeHeaders.BATCH_INDEX);
        if (id == null && size == null && index == null) {
            return true;
        }
        return id != null
                && size != null
                && index != null
                && id.length > 0
                && id.length <= 256
                && PlainText.isNumber(size, Integer.MAX_VALUE)
                && PlainText.isNumber(index, Integer.MAX_VALUE)
                && Integer.parseInt(PlainText.of(index)) < Integer.parseInt(PlainText.of(size));
    }

    static boolean isPath(byte[] key) {
        String path = PlainText.of(key);
        if (!PlainText.isText(key) || key.length > 1024 || path.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        if (path.equals("/")) {
            return true;
        }
        List<String> segments = List.of(path.split("/", -1));
        return segments.size() > 1
                && segments.get(0).isEmpty()
                && segments.stream().skip(1).noneMatch(List.of("", ".", "..")::contains);
    }

    /** The last header of a name that has a value. */
    static byte @Nullable [] last(ConsumerRecord<byte[], byte[]> record, String name) {
        byte[] last = null;
        for (Header header : record.headers().headers(name)) {
            last = header.value() == null ? last : header.value();
        }
        return last;
    }
}
