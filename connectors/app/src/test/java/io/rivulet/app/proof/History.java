package io.rivulet.app.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Real events: an event for each commit and file of Apache Kafka's own repository, oldest first, each with the path of its
 * file and an idempotency key.
 *
 * @param gzip lines of JSON, compressed, as an import takes them
 * @param byPath the events of each stream in the order of their lines
 */
public record History(byte[] gzip, Map<String, List<JsonNode>> byPath) {

    /** Kept once, with the recorded logs of the testkit. */
    private static final Path SLICE = Path.of("../../topology/testkit/src/test/resources/recorded/history.ndjson.gz");

    /** The file of the system property {@code proof.history}, or else the slice. */
    public static History chosen() {
        String file = System.getProperty("proof.history");
        return file == null ? slice() : in(Path.of(file));
    }

    /** The first 9,000 events. */
    static History slice() {
        return in(SLICE);
    }

    private static History in(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int size() {
        return byPath.values().stream().mapToInt(List::size).sum();
    }

    /** The lines as text, in order. */
    public List<String> lines() {
        return lines(gzip);
    }

    private static History of(byte[] gzip) {
        Map<String, List<JsonNode>> byPath = new TreeMap<>();
        for (String line : lines(gzip)) {
            JsonNode event = NodeClient.parse(line);
            byPath.computeIfAbsent(event.get("path").asText(), path -> new ArrayList<>())
                    .add(event);
        }
        return new History(gzip, byPath);
    }

    private static List<String> lines(byte[] gzip) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(gzip)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
