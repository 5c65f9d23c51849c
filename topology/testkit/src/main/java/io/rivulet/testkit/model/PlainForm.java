package io.rivulet.testkit.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.wire.EnvelopeHeaders;
import io.rivulet.wire.RecordForm;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a record is about and of what type it is, in a topic whose producers say it in their own way. */
final class PlainForm {

    private static final int LONGEST_TYPE = 4096;

    private PlainForm() {}

    /** The bytes that must be a path. */
    static byte[] path(byte[] key, RecordForm form) {
        return form.isKeyPlain() ? ("/" + new String(key, ISO_8859_1)).getBytes(ISO_8859_1) : key;
    }

    /** What {@code ce_type} says, else the header of others, else their member of the payload, else the default. */
    static String type(ConsumerRecord<byte[], byte[]> record, RecordForm form) {
        byte[] ours = PlainEnvelope.last(record, EnvelopeHeaders.TYPE);
        if (ours != null) {
            return PlainText.of(ours);
        }
        String theirs = form.typeHeader() == null ? null : lastName(record, form.typeHeader());
        if (theirs == null && form.typeField() != null && record.value() != null) {
            theirs = member(record.value(), form.typeField());
        }
        return theirs == null ? form.defaultType() : theirs;
    }

    /** What can be no type names none. */
    private static @Nullable String lastName(ConsumerRecord<byte[], byte[]> record, String header) {
        String last = null;
        for (Header each : record.headers().headers(header)) {
            last = each.value() != null && isName(each.value()) ? PlainText.of(each.value()) : last;
        }
        return last;
    }

    private static @Nullable String member(byte[] payload, String name) {
        JsonNode json = PlainText.json(payload);
        JsonNode member = json == null || !json.isObject() ? null : json.get(name);
        return member != null && member.isTextual() && isName(member.asText().getBytes(UTF_8)) ? member.asText() : null;
    }

    private static boolean isName(byte[] value) {
        return PlainText.isText(value) && value.length > 0 && value.length <= LONGEST_TYPE;
    }
}
