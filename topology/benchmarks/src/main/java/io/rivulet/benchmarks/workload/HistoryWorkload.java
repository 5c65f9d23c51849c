package io.rivulet.benchmarks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.api.Payload;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A real history from a file of NDJSON, gzipped or not: {@code {"path", "type", "idempotencyKey", "payload"}} a line. A
 * history shorter than the measurement is repeated: the second time under the paths {@code /1/...}, then {@code /2/...}.
 */
public final class HistoryWorkload implements Workload {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<WorkloadEvent> history;
    private final long events;

    private HistoryWorkload(List<WorkloadEvent> history, long events) {
        this.history = Collections.unmodifiableList(history);
        this.events = events;
    }

    /**
     * Reads a file.
     *
     * @param events how many to give; 0 for the history once
     */
    public static HistoryWorkload read(Path file, long events) throws IOException {
        List<WorkloadEvent> history = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        try (InputStream in = open(file);
                MappingIterator<JsonNode> lines = JSON.readerFor(JsonNode.class).readValues(in)) {
            while (lines.hasNext()) {
                JsonNode line = lines.next();
                String path = line.required("path").textValue();
                if (paths.add(path)) {
                    history.add(WorkloadEvent.created(path));
                }
                history.add(new WorkloadEvent(
                        path,
                        line.required("type").textValue(),
                        line.required("idempotencyKey").textValue(),
                        new Payload(Payload.JSON, JSON.writeValueAsBytes(line.required("payload")))));
            }
        }
        return new HistoryWorkload(history, events == 0 ? history.size() : events);
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "history, %.1f times", events / (double) history.size());
    }

    @Override
    public long size() {
        return events;
    }

    @Override
    public Iterator<WorkloadEvent> iterator() {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < events;
            }

            @Override
            public WorkloadEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                WorkloadEvent event = history.get((int) (next % history.size()));
                long copy = next++ / history.size();
                return copy == 0 ? event : event.under("/" + copy);
            }
        };
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
