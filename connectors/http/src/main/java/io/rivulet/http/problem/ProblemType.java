package io.rivulet.http.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems, each with one status. Their names are part of the API: {@code /problems/} and the
 * {@linkplain #slug slug} is the type of a problem and a page that explains it.
 */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request is not HTTP", "The request cannot be read as HTTP. Check the client."),
    INVALID_PATH(
            400,
            "The path names no stream",
            "A path has segments of any characters but control characters and the slash, at most 1024 bytes of UTF-8, and "
                    + "does not lead above the root. Percent-encode it once, as UTF-8; %2F is refused, since no segment can "
                    + "hold a slash."),
    INVALID_PARAMETER(
            400,
            "A parameter is wrong",
            "The member 'parameter' names a query parameter or header that is unknown here, repeated, malformed or out of "
                    + "range; the detail says what it takes."),
    INVALID_JSON(
            400,
            "The body is not JSON",
            "The body, or the line of it that 'line' counts, is not valid JSON in UTF-8: broken syntax, a key twice in one "
                    + "object, nested too deeply, or something after its end."),
    INVALID_EVENT(
            400,
            "The event is not an event input",
            "An event input has a type and may have payload, metadata, source, idempotencyKey and expectedOffset, and "
                    + "nothing else. 'field' names what is wrong, 'index' or 'line' where. Nothing was appended."),
    BATCH_TOO_LARGE(
            400,
            "The batch is too large",
            "A batch is all-or-nothing and so held back until it is whole; 'limit' says how many events it may have. Split "
                    + "it, or use the import."),
    UNKNOWN_ROUTE(404, "There is nothing at this URL", "See /openapi.yaml for what there is."),
    UNKNOWN_NAMESPACE(404, "There is no such namespace", "GET /v1 lists the namespaces of this node."),
    UNKNOWN_STREAM(404, "There is no such stream", "A stream begins with its first append. Check the path's spelling."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", "The header Allow lists the methods of this URL."),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered", "'offered' lists the media types of this URL."),
    REQUEST_TIMEOUT(408, "The body did not arrive in time", "Send the request again."),
    PAUSED(
            409,
            "The stream is paused",
            "While a stream is paused it takes only its own events. Append io.rivulet.stream.resumed, or wait."),
    INTERLEAVED(
            409, "Another record came into the middle of the batch", "Nothing was accepted. Append the batch again."),
    TORN(409, "The batch is not whole in the log", "Nothing was accepted. Append the batch again."),
    ALREADY_CREATED(
            409, "The stream exists already", "A stream begins once. Append without io.rivulet.stream.created."),
    IDEMPOTENCY_MISMATCH(
            409,
            "The idempotency key is known for another position",
            "The key belongs to an event at 'currentOffset' or before, not to the one expected. Use a new key for a new event."),
    EXPECTED_OFFSET(
            412,
            "The stream is not where it was expected",
            "'currentOffset' is the offset of the stream's last event, -1 if it does not exist. Read on from there and "
                    + "decide again."),
    BODY_TOO_LARGE(413, "The body is too large", "'limit' is the most bytes it may have. Split it, or use the import."),
    EVENT_TOO_LARGE(
            413, "An event is too large", "'limit' is the most bytes a payload may have. Nothing was appended."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The media type of the body is not taken here",
            "Set Content-Type to one of 'supported'. It must be set, so that no web page can append behind a user's back."),
    UNSUPPORTED_ENCODING(
            415, "The content encoding is not taken here", "Send the body as it is; only the import takes gzip."),
    INVALID_PAYLOAD(
            422,
            "The payload breaks the schema of its type",
            "Events whose type starts with io.rivulet.stream. change the stream's own state and have schemas."),
    THROTTLED(429, "Too much is in flight", "Nothing was written. Try again after Retry-After seconds."),
    INTERNAL_ERROR(500, "The server has failed", "This is a defect of the server; its log has the details."),
    CLOSING(503, "The server is closing", "Try again after Retry-After seconds, or at another node."),
    UNAVAILABLE(
            503,
            "The outcome could not be learned in time",
            "The events may have been written: repeat with the same idempotency keys, which is safe."),
    MOVED(503, "Another node owns the stream, or none at the moment", "Try again after Retry-After seconds."),
    RESTORING(503, "The store is being rebuilt from the log", "Try again after Retry-After seconds."),
    DEADLINE_EXCEEDED(
            503,
            "The node was not as far as the read asks for in time",
            "A read with minOffset or consistency=linearizable waits until the log is folded that far. Check that minOffset is "
                    + "an offset that exists, and try again after Retry-After seconds.");

    private final int status;
    private final String title;
    private final String help;

    ProblemType(int status, String title, String help) {
        this.status = status;
        this.title = title;
        this.help = help;
    }

    /** The HTTP status that goes with it, always the same. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What it means and what to do, for the page that explains it. */
    public String help() {
        return help;
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
