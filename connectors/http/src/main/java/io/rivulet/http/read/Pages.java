package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.fold.MirrorRow;
import io.rivulet.engine.query.ChildPage;
import io.rivulet.engine.query.EventPage;
import io.rivulet.engine.query.FeedPage;
import io.rivulet.engine.query.Head;
import io.rivulet.engine.query.MirrorPage;
import io.rivulet.engine.query.PartitionDigest;
import io.rivulet.engine.query.QuarantinePage;
import io.rivulet.engine.query.QuarantinedRecord;
import io.rivulet.engine.query.StateView;
import io.rivulet.engine.query.StreamPage;
import io.rivulet.engine.query.TopicRecord;
import io.rivulet.engine.query.TypeCounts;
import io.rivulet.engine.store.PartitionReader.TypeCount;
import io.rivulet.engine.tail.Connection;
import io.rivulet.engine.tail.Subscription;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.json.Utf8;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
        json.raw(",\"rows\":").array(page.rows(), JsonBuffer::event);
        json.raw(",\"next\":").raw(page.next() < 0 ? "null" : Long.toString(page.next()));
        TypeCounts types = page.types();
        if (types != null) {
            json.raw(",\"typeCount\":").number(types.types());
            json.raw(",\"types\":").array(types.counts(), Pages::type);
        }
        return json.raw("}");
    }

    private static void type(JsonBuffer json, TypeCount counted) {
        json.raw("{\"type\":").text(counted.type());
        json.raw(",\"count\":").number(counted.count()).raw("}");
    }

    static JsonBuffer feed(String namespace, StreamPath path, FeedPage page) {
        JsonBuffer json = stream(namespace, path, page.incarnation());
        json.raw(",\"count\":").number(page.count());
        json.raw(",\"from\":").number(page.from());
        return json.raw(",\"rows\":")
                .array(page.rows(), (array, row) -> feedRow(array, row, JsonBuffer::event))
                .raw("}");
    }

    /**
     * @param connections those to the owner; a copy has none
     * @param owner the node that answers, host:port
     */
    static JsonBuffer state(StateView view, List<Connection> connections, String owner) {
        JsonBuffer json = new JsonBuffer(view.json().length + 128 + 256 * connections.size());
        json.raw("{\"state\":").bytes(view.json()).raw(",\"connections\":{");
        String comma = "";
        for (Connection connection : connections) {
            json.raw(comma).text(connection.key()).raw(":");
            connection(json, connection);
            comma = ",";
        }
        json.raw("},\"owner\":").text(owner);
        return json.raw(",\"incarnation\":").text(view.incarnation()).raw("}");
    }

    private static void connection(JsonBuffer json, Connection connection) {
        json.raw("{\"direction\":\"" + Connection.DIRECTION + "\",\"named\":" + connection.isNamed());
        json.raw(",\"startedAt\":").text(MILLIS.format(connection.startedAt()));
        if (connection.cursor() != Subscription.LIVE) {
            json.raw(",\"cursor\":").number(connection.cursor());
        }
        json.raw(",\"batchesSent\":").number(connection.batches());
        json.raw(",\"eventsSent\":").number(connection.events());
        Instant last = connection.lastDeliveryAt();
        json.raw(last == null ? "" : ",\"lastDeliveryAt\":\"" + MILLIS.format(last) + "\"")
                .raw("}");
    }

    static JsonBuffer children(String namespace, StreamPath path, ChildPage page) {
        JsonBuffer json = stream(namespace, path, page.incarnation());
        json.raw(",\"count\":").number(page.count());
        json.raw(",\"children\":").array(page.children(), Pages::child);
        return json.raw(",\"next\":")
                .raw(page.next() < 0 ? "null" : Long.toString(page.next()))
                .raw("}");
    }

    private static void child(JsonBuffer json, ChildPage.Child child) {
        json.raw("{\"position\":").number(child.position());
        json.raw(",\"path\":").text(child.path());
        json.raw(",\"offset\":").number(child.offset()).raw("}");
    }

    static JsonBuffer streams(StreamPage page) {
        JsonBuffer json = new JsonBuffer().raw("{\"streams\":").array(page.streams(), Pages::entry);
        json.raw(",\"next\":").text(page.next() == null ? null : page.next().value());
        return json.raw(",\"total\":").number(page.total()).raw("}");
    }

    static JsonBuffer quarantine(QuarantinePage page) {
        JsonBuffer json = new JsonBuffer().raw("{\"records\":").array(page.records(), Pages::record);
        return json.raw(",\"next\":")
                .text(new QuarantineCursor(new TreeMap<>(page.next())).text())
                .raw("}");
    }

    /** An entry whose record the topic has no longer. */
    static JsonBuffer expired(QuarantinedRecord entry) {
        JsonBuffer json = new JsonBuffer();
        record(json, entry);
        return json.reopenObject().raw(",\"expired\":true}");
    }

    /** An entry with its record: bytes in Base64, and what of them is text as text, too. */
    static JsonBuffer quarantined(QuarantinedRecord entry, TopicRecord record) {
        JsonBuffer json = new JsonBuffer(1024);
        record(json, entry);
        json.reopenObject();
        bytes(json.raw(","), "key", record.key());
        json.raw(",\"headers\":").array(record.headers(), (array, header) -> {
            array.raw("{\"name\":").text(header.name());
            bytes(array.raw(","), "value", header.value());
            array.raw("}");
        });
        bytes(json.raw(","), "value", record.value());
        return json.raw("}");
    }

    private static void bytes(JsonBuffer json, String name, byte @Nullable [] bytes) {
        json.raw("\"").raw(name).raw("Base64\":");
        json.text(bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
        String text = bytes == null ? null : Utf8.textOrNull(bytes);
        if (text != null) {
            json.raw(",\"").raw(name).raw("\":").text(text);
        }
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

    /** @param event writes an event, as it is or on one line */
    static void feedRow(JsonBuffer json, FeedPage.Row row, BiConsumer<JsonBuffer, MirrorRow> event) {
        json.raw("{\"row\":").number(row.row());
        json.raw(",\"component\":").text(row.span().component());
        json.raw(",\"type\":").text(row.span().type());
        json.raw(",\"firstIndex\":").number(row.span().firstIndex());
        json.raw(",\"lastIndex\":").number(row.span().lastIndex());
        json.raw(",\"firstOffset\":").number(row.span().firstOffset());
        json.raw(",\"lastOffset\":").number(row.span().lastOffset());
        json.raw(",\"count\":").number(row.span().count());
        json.raw(",\"events\":").array(row.events(), event).raw("}");
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
