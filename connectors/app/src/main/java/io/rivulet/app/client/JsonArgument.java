package io.rivulet.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON as somebody gives it to an option: itself, {@code @file}, or {@code -} for the standard input. */
final class JsonArgument {

    private JsonArgument() {}

    /** The text as it was given, byte for byte; that it is JSON has been checked. */
    static String read(String option, String given) {
        String text = text(option, given);
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw wrong(option, "is empty");
            }
            return text.strip();
        } catch (IOException e) {
            throw wrong(option, "is not JSON: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static String text(String option, String given) {
        try {
            if (given.equals("-")) {
                return decode(option, System.in.readAllBytes());
            }
            return given.startsWith("@") ? decode(option, Files.readAllBytes(Path.of(given.substring(1)))) : given;
        } catch (NoSuchFileException e) {
            throw wrong(option, "names a file that does not exist: " + e.getFile());
        } catch (IOException e) {
            throw wrong(option, "cannot be read: " + e);
        }
    }

    private static String decode(String option, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(option, "is not UTF-8");
        }
    }

    private static CommandFailure wrong(String option, String what) {
        return new CommandFailure(ExitCode.USAGE, option + " " + what);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
