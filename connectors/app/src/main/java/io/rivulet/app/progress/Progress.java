package io.rivulet.app.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far something long is: a bar on a terminal, else a line now and then. Used by one thread. */
public final class Progress implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final long total;
    private final PrintWriter err;
    private final long began = System.nanoTime();
    private final Optional<ProgressBar> bar;
    private long lastLine = began;

    /**
     * Begins to show.
     *
     * @param total where it will end; not positive when that is not known
     */
    public Progress(String task, long total, PrintWriter err) {
        this.total = total;
        this.err = err;
        this.bar = isTerminal() ? Optional.of(newBar(task, total)) : Optional.empty();
    }

    private static ProgressBar newBar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }

    /** Up to JDK 21 a console means a terminal; a later JDK without one merely shows the bar to nobody. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    /**
     * Tells how far it is.
     *
     * @param detail what has been done so far, in words
     */
    public void show(long position, String detail) {
        bar.ifPresent(shown -> {
            shown.stepTo(position);
            shown.setExtraMessage(detail);
        });
        if (bar.isEmpty() && System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            err.println(share(position) + detail + remaining(position));
            err.flush();
        }
    }

    /** As {@link #show}, for things of one kind that are counted, with their rate. */
    public void count(long position, long done, String things) {
        long rate = Math.round(done * 1000.0 / Math.max(1, elapsed().toMillis()));
        show(position, String.format(Locale.ROOT, "%,d %s, %,d/s", done, things, rate));
    }

    private String share(long position) {
        return total <= 0 ? "" : 100 * position / total + " %, ";
    }

    private String remaining(long position) {
        if (total <= 0 || position <= 0) {
            return "";
        }
        double left = elapsed().toMillis() / 1000.0 * (total - position) / position;
        return String.format(Locale.ROOT, ", %.0f s left", left);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
