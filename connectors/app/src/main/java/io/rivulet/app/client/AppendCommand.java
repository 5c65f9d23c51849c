package io.rivulet.app.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.StreamPath;
import io.rivulet.app.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rivulet append}: offers one event to a stream and prints it as it was accepted. */
@Command(
        name = "append",
        description = "Append one event to a stream.",
        footer = {
            "",
            "A payload is kept byte for byte. A key that the stream knows makes it a duplicate, which is no failure."
        })
public final class AppendCommand implements Callable<Integer> {

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "the stream, as in /orders/17", converter = StreamPathArgument.class)
    private StreamPath path;

    @Option(names = "--type", paramLabel = "TYPE", required = true, description = "what happened, as in order.placed")
    private String type;

    @Option(
            names = "--payload",
            paramLabel = "JSON",
            description = "JSON, @FILE with JSON, or - for the standard input")
    private @Nullable String payload;

    @Option(names = "--key", paramLabel = "KEY", description = "idempotency key: the event is accepted once")
    private @Nullable String key;

    @Option(
            names = "--expected-offset",
            paramLabel = "N",
            description = "refuse unless the stream's last event has this offset; -1: unless the stream does not exist")
    private @Nullable Long expectedOffset;

    @Option(names = "--metadata", paramLabel = "JSON", description = "a JSON object that is carried along")
    private @Nullable String metadata;

    @Override
    public Integer call() {
        NodeReply reply =
                node.client().post("events", path, NodeClient.JSON, body()).orFail();
        PrintWriter out = command.commandLine().getOut();
        if (node.isJson()) {
            out.println(reply.text());
        } else {
            for (JsonNode event : reply.json().path("events")) {
                out.println(EventLine.of(event));
            }
        }
        return ExitCode.OK;
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.MAPPER.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            writeRaw(json, "payload", payload);
            writeRaw(json, "metadata", metadata);
            if (key != null) {
                json.writeStringField("idempotencyKey", key);
            }
            if (expectedOffset != null) {
                json.writeNumberField("expectedOffset", expectedOffset);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private static void writeRaw(JsonGenerator json, String field, @Nullable String given) throws IOException {
        if (given != null) {
            json.writeFieldName(field);
            json.writeRawValue(JsonArgument.read("--" + field, given));
        }
    }
}
