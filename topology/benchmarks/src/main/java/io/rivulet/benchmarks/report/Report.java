package io.rivulet.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer to a benchmark's question.
 *
 * @param expectation the order of magnitude that was expected before it ran
 */
public record Report(String question, String expectation, Circumstances circumstances, List<Table> tables) {

    public Report {
        tables = List.copyOf(tables);
    }

    /** The report as it goes into the page of results. */
    public String toMarkdown() {
        return """
                - Question: %s
                - Expected: %s
                - Ran `%s` at %s on %s, %s

                %s"""
                .formatted(
                        question,
                        expectation,
                        circumstances.command(),
                        circumstances.commit(),
                        circumstances.machine(),
                        circumstances.java(),
                        tables.stream().map(Table::toMarkdown).collect(Collectors.joining("\n")));
    }

    /** Writes the report as JSON, with the value of every round. */
    public void writeJson(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    }
}
