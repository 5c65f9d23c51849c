package io.rivulet.http.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems, each with one status. Their names are part of the API: {@code /problems/} and the
 * {@linkplain #slug slug} is the type of a problem and a page that explains it.
 */
public enum ProblemType {
    MALFORMED_REQUEST(
            400,
            "The request is not HTTP",
            "The server could not read the request as HTTP, and has looked at nothing else in it.",
            "Look at the client, or at what stands between it and the server: the detail says what is malformed."),
    INVALID_PATH(
            400,
            "The path names no stream",
            "The path of the URL, or a target, leads above the root, is longer than 1024 bytes of UTF-8, has "
                    + "control characters, or is not percent-encoded UTF-8.",
            "Percent-encode each segment once, as UTF-8. Any character but control characters may stand in one; "
                    + "%2F is refused, since no segment holds a slash."),
    INVALID_PARAMETER(
            400,
            "A parameter is wrong",
            "The query parameter or header that 'parameter' names is unknown here, given twice, malformed or out "
                    + "of range.",
            "The detail says what it takes. Parameters that a URL does not know are refused, so that a misspelled "
                    + "one is not passed over."),
    INVALID_JSON(
            400,
            "The body is not JSON",
            "The body, or the line of it that 'line' counts from 1, is not one JSON text in UTF-8: its syntax is "
                    + "broken, a key stands twice in one object, it is nested too deeply, or something follows its end. "
                    + "Nothing was appended.",
            "Correct the body. Readers differ in which of two equal keys they take, so a text with both is not "
                    + "taken at all."),
    INVALID_EVENT(
            400,
            "The event is not an event input",
            "An event has a type, and may have payload, metadata, source, idempotencyKey and expectedOffset, and "
                    + "nothing else. 'field' names what is wrong; 'index' or 'line' says in which event. Nothing was "
                    + "appended.",
            "Correct that field. createdAt and offset are given by the stream and cannot be sent."),
    INVALID_MESSAGE(
            400,
            "The message is not one of the protocol",
            "A message on the WebSocket is a JSON object with an id, an op and the fields of that op; 'field' names what is "
                    + "wrong. Nothing was done, and the connection goes on.",
            "Correct the message: docs/reference/websocket.md has them all."),
    BATCH_TOO_LARGE(
            400,
            "The batch is too large",
            "A batch is held back until it is whole and judged in one, so there is a bound: 'limit' says how many "
                    + "events it may have. Nothing was appended.",
            "Split it, if it need not be all-or-nothing; or use the import, which takes any number."),
    FORBIDDEN_ORIGIN(
            403,
            "Pages of this origin may not connect",
            "A browser lets any page open a WebSocket to any server, so only pages of this server's own origin may.",
            "Serve the page from here, or through a proxy that sets Origin."),
    UNKNOWN_ROUTE(
            404,
            "There is nothing at this URL",
            "No part of the API has this URL.",
            "See /openapi.yaml for what there is."),
    UNKNOWN_NAMESPACE(
            404,
            "There is no such namespace",
            "The node serves no namespace of this name.",
            "GET /v1 lists the namespaces. A new one is made by the settings of the nodes."),
    UNKNOWN_STREAM(
            404,
            "There is no such stream",
            "No event has been accepted at this path, or the stream was reset and has not begun again.",
            "A stream begins with its first append. Check the path's spelling: upper and lower case differ."),
    UNKNOWN_EVENT(
            404,
            "The stream has no event there",
            "The stream exists, but none of its events has this offset. Offsets are Kafka's: between those of one "
                    + "stream lie those of others, of refused records and of duplicates.",
            "Take offsets from answers. 'currentOffset' is that of the last event."),
    UNKNOWN_RECORD(
            404,
            "No record is quarantined there",
            "The record at this partition and offset is an event, a refused append, of no interest, or does not "
                    + "exist.",
            "GET /v1/{namespace}/quarantine lists the records that are quarantined."),
    METHOD_NOT_ALLOWED(
            405,
            "The method is not allowed here",
            "The URL is known, and does not take this method.",
            "The header Allow lists the methods that it takes."),
    NOT_ACCEPTABLE(
            406,
            "None of the accepted media types is offered",
            "The header Accept leaves nothing of what this URL can answer.",
            "Accept one of those in 'offered'."),
    REQUEST_TIMEOUT(
            408,
            "The body did not arrive in time",
            "The rest of the body did not come within http.idle.timeout.ms. Nothing was appended.",
            "Send the request again."),
    PAUSED(
            409,
            "The stream is paused",
            "Somebody, or a processor, has paused the stream; the detail has the reason that was given. Until it "
                    + "is resumed it takes only resumed, error-occurred, woken and the subscriber events. Nothing was "
                    + "appended.",
            "Wait, or append io.rivulet.stream.resumed. A repeated idempotency key is answered with its event all "
                    + "the same."),
    INTERLEAVED(
            409,
            "Another record came into the middle of the batch",
            "Another writer, not a node, wrote to the same stream between the records of the batch, again and "
                    + "again. The records are in the log, and none is an event.",
            "Append the batch again."),
    TORN(
            409,
            "The batch is not whole in the log",
            "Not all records of the batch are in the log, one after the other. None of them is an event.",
            "Append the batch again."),
    ALREADY_CREATED(
            409,
            "The stream exists already",
            "io.rivulet.stream.created can only be the first event of a stream. Nothing was appended.",
            "Leave it out; the node puts it there by itself."),
    STALE_INCARNATION(
            409,
            "The stream has been reset",
            "The request is about one life of the stream, which has ended. 'incarnation' names the one that it "
                    + "has now.",
            "Forget what you have of the stream and read it from the beginning."),
    IDEMPOTENCY_MISMATCH(
            409,
            "The key is known, for another event",
            "The stream took this idempotency key for an event that follows another offset than the expected one. "
                    + "Nothing was appended.",
            "Use a new key for a new event; or leave the expected offset out to learn which event the key has."),
    EXPECTED_OFFSET(
            412,
            "The stream is not where it was expected",
            "Somebody has appended since, or the stream does not exist, or exists and should not. 'currentOffset' "
                    + "is the offset of its last event, -1 if there is none. Nothing was appended.",
            "Read what is new, decide again, and expect the current offset."),
    BODY_TOO_LARGE(
            413,
            "The body is too large",
            "The body has more than 'limit' bytes (http.max.body.bytes). Nothing was appended.",
            "Split it, or use the import, whose body may be of any length."),
    EVENT_TOO_LARGE(
            413,
            "An event is too large",
            "A payload has more than 'limit' bytes, which is what the namespace (max.event.bytes) and its topic "
                    + "(max.message.bytes) take; or its metadata are too large; or a batch has too many bytes together. "
                    + "'bytes' is what it has. Nothing was appended.",
            "Keep large things elsewhere and refer to them, split the batch, or raise the setting on all nodes "
                    + "and the topic."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The media type of the body is not taken here",
            "The header Content-Type is missing, or is none of those in 'supported'. Nothing was appended.",
            "Set it. It must be set so that no web page can append behind a user's back."),
    UNSUPPORTED_ENCODING(
            415,
            "The content encoding is not taken here",
            "Only the import takes a compressed body, and only gzip. Nothing was appended.",
            "Send the body as it is."),
    UNKNOWN_HOST(
            421,
            "The request is for another host",
            "The host in the request is no address of this node and none of its names. This keeps web pages from "
                    + "making a name of their own mean this node.",
            "Use the address, or localhost; or add the name to http.allowed.hosts."),
    INVALID_PAYLOAD(
            422,
            "The payload breaks the schema of its type",
            "Events whose type begins with io.rivulet.stream. change the stream's own state and have schemas; the "
                    + "detail says which member is wrong. Nothing was appended.",
            "Correct the payload: docs/reference/events.md has the schemas. An event of your own should have a "
                    + "type of your own."),
    UPGRADE_REQUIRED(
            426,
            "This URL is for WebSockets",
            "The request is an ordinary one, and this URL answers only those that open a WebSocket (RFC 6455).",
            "Open it as a WebSocket, or use the other URLs."),
    THROTTLED(
            429,
            "Too much is in flight",
            "As many events or bytes wait for their verdict as append.max.in.flight.events and .bytes allow, or "
                    + "as many imports run as http.import.concurrent allows. Nothing was written.",
            "Try again after Retry-After seconds. If it goes on, send fewer and larger requests at a time."),
    INTERNAL_ERROR(
            500,
            "The server has failed",
            "This is a defect of the server.",
            "Its log says what has happened. Whether anything was appended is not known; repeat with the same "
                    + "idempotency keys."),
    CLOSING(
            503,
            "The server is closing",
            "The node is being stopped and takes no more requests.",
            "Try again after Retry-After seconds, or at another node."),
    UNAVAILABLE(
            503,
            "The outcome could not be learned in time",
            "The verdict did not come within append.timeout.ms, because of Kafka or because the stream moved. The "
                    + "events may have been appended.",
            "Repeat with the same idempotency keys, which is safe. Without keys, look first: a repetition may "
                    + "append them twice."),
    MOVED(
            503,
            "Another node owns the stream, or none at the moment",
            "The owner of the partition was looked for and not found in time: partitions are moving. Nothing was "
                    + "appended.",
            "Try again after Retry-After seconds. GET /v1/cluster shows who has which partition."),
    RESTORING(
            503,
            "The store is being rebuilt from the log",
            "The partition is being folded from the log, and is not served before that is done. Nothing was "
                    + "appended.",
            "Try again after Retry-After seconds, which is what it will still take as far as is known. Reads with "
                    + "stale=ok may be answered by a copy."),
    DEADLINE_EXCEEDED(
            503,
            "The node was not as far as the read asks for in time",
            "A read with minOffset or consistency=linearizable waits until the log is folded that far; it was not "
                    + "within http.routing.patience.ms.",
            "Check that minOffset is an offset that exists, and try again after Retry-After seconds.");

    private final int status;
    private final String title;
    private final String happened;
    private final String remedy;

    ProblemType(int status, String title, String happened, String remedy) {
        this.status = status;
        this.title = title;
        this.happened = happened;
        this.remedy = remedy;
    }

    /** The HTTP status that goes with it, always the same. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What has happened, and whether anything has changed, for the page that explains it. */
    public String happened() {
        return happened;
    }

    /** What to do, for the page that explains it. */
    public String remedy() {
        return remedy;
    }

    /** The name in the URL. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The URI reference that identifies it (RFC 9457, 3.1.1). */
    public String reference() {
        return "/problems/" + slug();
    }

    /** The type that a reference means; one that is not known here is a failure of the server that told it. */
    public static ProblemType byReference(String reference) {
        return bySlug(reference.substring(reference.lastIndexOf('/') + 1)).orElse(INTERNAL_ERROR);
    }

    public static Optional<ProblemType> bySlug(String slug) {
        for (ProblemType type : values()) {
            if (type.slug().equals(slug)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
