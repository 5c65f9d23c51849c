package io.rivulet.app.imports;

import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.app.client.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** What a run of git complains about, read while it runs so that it is never held up by it. */
final class GitErrors {

    private static final int MOST_SHOWN = 500;

    private final Process process;
    private final CompletableFuture<String> complaints;

    GitErrors(Process process) {
        this.process = process;
        this.complaints = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Waits for its end, and fails if git did. */
    void requireSuccess() {
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            String said = complaints.join();
            String shown = said.length() > MOST_SHOWN ? said.substring(0, MOST_SHOWN) : said;
            throw new CommandFailure(ExitCode.USAGE, "git failed: " + Printable.of(shown));
        }
    }
}
