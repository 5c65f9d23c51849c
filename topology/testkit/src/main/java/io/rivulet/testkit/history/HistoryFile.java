package io.rivulet.testkit.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a {@link HistoryWriter} has written. */
public final class HistoryFile {

    private HistoryFile() {}

    /**
     * The operations of some files, in the order of their lines. A last line without its end is that of a recorder that was
     * killed, and is left out.
     *
     * @throws IllegalArgumentException names file and line of what is no operation
     */
    public static List<Operation> read(Path... files) {
        List<Operation> operations = new ArrayList<>();
        for (Path file : files) {
            addAll(operations, file);
        }
        return operations;
    }

    private static void addAll(List<Operation> operations, Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int from = 0;
        int number = 1;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                String line = new String(bytes, from, at - from, StandardCharsets.UTF_8);
                operations.add(operation(file, number++, line));
                from = at + 1;
            }
        }
    }

    private static Operation operation(Path file, int number, String line) {
        try {
            return OperationJson.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
        }
    }
}
