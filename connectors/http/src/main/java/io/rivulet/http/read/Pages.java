package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.Head;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.http.json.JsonBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The shapes of what is read, as JSON. Events are copied in, byte for byte. */
final class Pages {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Pages() {}

    static JsonBuffer events(String namespace, StreamPath path, EventPage page) {
        JsonBuffer json = stream(namespace, path, page.incarnation());
        json.raw(",\"events\":").array(page.events(), JsonBuffer::event);
        json.raw(",\"next\":").raw(page.next() < 0 ? "null" : Long.toString(page.next()));
        return head(json.raw(","), page.head()).raw("}");
    }

    static JsonBuffer mirror(String namespace, StreamPath path, MirrorPage page) {
        JsonBuffer json = stream(namespace, path, page.incarnation());
        json.raw(",\"count\":").number(page.count());
        json.raw(",\"from\":").number(page.from());
        return json.raw(",\"rows\":").array(page.rows(), JsonBuffer::event).raw("}");
    }

    static JsonBuffer feed(String namespace, StreamPath path, FeedPage page) {
        JsonBuffer json = stream(namespace, path, page.incarnation());
        json.raw(",\"count\":").number(page.count());
        json.raw(",\"from\":").number(page.from());
        return json.raw(",\"rows\":").array(page.rows(), Pages::feedRow).raw("}");
    }

    /** @param owner the node that answers, host:port */
    static JsonBuffer state(StateView view, String owner) {
        JsonBuffer json = new JsonBuffer(view.json().length + 128);
        json.raw("{\"state\":").bytes(view.json());
        // Connections are listed once subscriptions carry keys (AP-42).
        return json.raw(",\"connections\":{},\"owner\":").text(owner).raw("}");
    }

    static JsonBuffer streams(StreamPage page) {
        JsonBuffer json = new JsonBuffer().raw("{\"streams\":").array(page.streams(), Pages::entry);
        json.raw(",\"next\":").text(page.next() == null ? null : page.next().value());
        return json.raw(",\"total\":").number(page.total()).raw("}");
    }

    static JsonBuffer quarantine(List<QuarantinedRecord> records) {
        return new JsonBuffer()
                .raw("{\"records\":")
                .array(records, Pages::record)
                .raw("}");
    }

    static void digest(JsonBuffer json, PartitionDigest digest) {
        json.raw("{\"partition\":").number(digest.partition());
        json.raw(",\"applied\":").number(digest.applied());
        json.raw(",\"rows\":").number(digest.rows());
        json.raw(",\"sha256\":").text(digest.sha256()).raw("}");
    }

    private static JsonBuffer stream(String namespace, StreamPath path, String incarnation) {
        JsonBuffer json = new JsonBuffer(4096);
        json.raw("{\"namespace\":").text(namespace);
        json.raw(",\"path\":").text(path.value());
        return json.raw(",\"incarnation\":").text(incarnation);
    }

    private static void feedRow(JsonBuffer json, FeedPage.Row row) {
        json.raw("{\"row\":").number(row.row());
        json.raw(",\"component\":").text(row.span().component());
        json.raw(",\"type\":").text(row.span().type());
        json.raw(",\"firstIndex\":").number(row.span().firstIndex());
        json.raw(",\"lastIndex\":").number(row.span().lastIndex());
        json.raw(",\"firstOffset\":").number(row.span().firstOffset());
        json.raw(",\"lastOffset\":").number(row.span().lastOffset());
        json.raw(",\"count\":").number(row.span().count());
        json.raw(",\"events\":").array(row.events(), JsonBuffer::event).raw("}");
    }

    private static void entry(JsonBuffer json, StreamPage.Entry entry) {
        json.raw("{\"path\":").text(entry.path().value());
        json.raw(",\"count\":").number(entry.count());
        head(json.raw(","), entry.head());
        json.raw(",\"createdAt\":").text(time(entry.createdAt())).raw("}");
    }

    private static void record(JsonBuffer json, QuarantinedRecord record) {
        json.raw("{\"partition\":").number(record.partition());
        json.raw(",\"offset\":").number(record.offset());
        json.raw(",\"timestamp\":").text(time(record.timestamp()));
        json.raw(",\"reason\":").text(record.reason());
        json.raw(",\"detail\":").text(record.detail()).raw("}");
    }

    private static JsonBuffer head(JsonBuffer json, Head head) {
        json.raw("\"head\":{\"offset\":").number(head.offset());
        return json.raw(",\"index\":").number(head.index()).raw("}");
    }

    private static String time(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis));
    }
}
