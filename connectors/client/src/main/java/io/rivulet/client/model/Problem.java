package io.rivulet.client.model;

import io.rivulet.api.Refusal;
import io.rivulet.api.Refusal.Reason;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node says is wrong (RFC 9457).
 *
 * @param status the HTTP status
 * @param name the last segment of its type, such as {@code unknown-namespace}; empty when the answer was no problem
 * @param title what is wrong, always the same for one name
 * @param detail what is wrong with this call; may be empty
 * @param currentOffset of the stream's last event, where the problem is about a stream; else null
 */
public record Problem(int status, String name, String title, String detail, @Nullable Long currentOffset) {

    /** Reads the body of an answer that is no success; whatever it is. */
    public static Problem read(int status, byte[] body) {
        try {
            ProblemFields fields = new ProblemFields();
            new JsonText(body).members(fields::read);
            return new Problem(status, fields.name, fields.title, fields.detail, fields.currentOffset);
        } catch (MalformedAnswerException notJson) {
            return new Problem(status, "", "The answer has status " + status + " and is no problem", "", null);
        }
    }

    /** The refusal of an append that this problem tells, if it is one. */
    Optional<Refusal> refusal() {
        Long current = currentOffset;
        if (current == null) {
            return Optional.empty();
        }
        Optional<Reason> reason = Arrays.stream(Reason.values())
                .filter(known -> known.label().equals(name))
                .findFirst();
        return reason.map(known -> new Refusal(known, detail, current));
    }

    @Override
    public String toString() {
        return title + (detail.isEmpty() ? "" : ": " + detail) + " (status " + status + ")";
    }

    private static final class ProblemFields {

        private String name = "";
        private String title = "";
        private String detail = "";
        private @Nullable Long currentOffset;

        private void read(String member, JsonText json) {
            switch (member) {
                case "type" -> {
                    String type = json.text();
                    name = type.substring(type.lastIndexOf('/') + 1);
                }
                case "title" -> title = json.text();
                case "detail" -> detail = json.text();
                case "currentOffset" -> currentOffset = json.number();
                default -> json.skip();
            }
        }
    }
}
