package io.rivulet.app.imports;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far an import is: a bar on a terminal, else a line now and then. Used by one thread. */
final class ImportProgress implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final EventSource source;
    private final PrintWriter err;
    private final long began = System.nanoTime();
    private final Optional<ProgressBar> bar;
    private long lastLine = began;

    ImportProgress(EventSource source, PrintWriter err, boolean isTerminal) {
        this.source = source;
        this.err = err;
        this.bar = isTerminal ? Optional.of(newBar(source.total())) : Optional.empty();
    }

    private static ProgressBar newBar(long total) {
        return new ProgressBarBuilder()
                .setTaskName("Import")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }

    void show(ImportSummary summary) {
        double seconds = Math.max(1, elapsed().toMillis()) / 1000.0;
        long rate = Math.round(summary.events() / seconds);
        bar.ifPresent(shown -> {
            shown.stepTo(source.position());
            shown.setExtraMessage(String.format(Locale.ROOT, "%,d events, %,d/s", summary.events(), rate));
        });
        if (bar.isEmpty() && System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            err.printf(Locale.ROOT, "%s%,d events, %,d/s%s%n", share(), summary.events(), rate, remaining(seconds));
        }
    }

    private String share() {
        return source.total() <= 0 ? "" : 100 * source.position() / source.total() + " %, ";
    }

    private String remaining(double seconds) {
        if (source.total() <= 0 || source.position() <= 0) {
            return "";
        }
        double left = seconds * (source.total() - source.position()) / source.position();
        return String.format(Locale.ROOT, ", %.0f s left", left);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
