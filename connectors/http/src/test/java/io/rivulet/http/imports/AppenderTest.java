package io.rivulet.http.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of lines, whatever their owner takes for now or not. */
@Timeout(60)
class AppenderTest {

    private static final Verdict NOT_NOW = Verdict.moved("The stream has moved");
    private static final Verdict SOON =
            Verdict.of(Problem.of(ProblemType.MOVED, "The stream has moved").after(Duration.ofNanos(1_000)));
    private static final Verdict ACCEPTED = new Verdict.Accepted(false);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScheduledExecutorService elsewhere = Executors.newSingleThreadScheduledExecutor();
    private final List<Long> taken = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    @AfterEach
    void close() {
        elsewhere.shutdownNow();
    }

    private synchronized void judged(Line line, Verdict verdict) {
        verdicts.add(verdict);
    }

    private synchronized void take(Line line) {
        taken.add(line.number());
    }

    /** The one that was not taken a second time is not overtaken by those that wait with it. */
    @Test
    void shouldOfferNothingBehindALineThatIsNotTakenAgain() throws InterruptedException {
        List<CompletableFuture<Verdict>> first = new ArrayList<>();
        int[] offers = {0};
        Appender appender = appender(line -> {
            offers[0]++;
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            if (offers[0] <= 10) {
                first.add(verdict);
            } else if (offers[0] == 11) {
                verdict.complete(NOT_NOW);
            } else {
                take(line);
                verdict.complete(ACCEPTED);
            }
            return new Writer.Offer(line, verdict);
        });
        for (int number = 1; number <= 10; number++) {
            appender.append(Lines.line(number, "/a"));
        }
        first.forEach(verdict -> verdict.complete(NOT_NOW));

        appender.drain();

        assertThat(taken)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(verdicts).hasSize(10).containsOnly(ACCEPTED);
    }

    /** Owners come and go at random; one that has not taken a line takes nothing more of the same connection. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldKeepTheOrderWhateverIsNotTakenForNow(long seed) throws InterruptedException {
        Appender appender = appender(new Flaky(new Random(seed)));

        for (int number = 1; number <= 1_000; number++) {
            appender.append(Lines.line(number, "/a"));
        }
        appender.drain();

        assertThat(taken)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
    }

    /** As an owner that is sent lines: after one that is not its own it takes none, though it could. */
    @Test
    void shouldTakeNothingAfterALineThatItDoesNotRepeat() throws InterruptedException {
        Appender appender = new Appender(
                line -> {
                    if (line.number() != 3) {
                        take(line);
                    }
                    return new Writer.Offer(
                            line, CompletableFuture.completedFuture(line.number() == 3 ? NOT_NOW : ACCEPTED));
                },
                10,
                PATIENCE,
                notNow -> false,
                this::judged);

        for (int number = 1; number <= 6; number++) {
            appender.append(Lines.line(number, "/a"));
        }
        appender.drain();

        assertThat(taken).containsExactly(1L, 2L);
        assertThat(verdicts).containsExactly(ACCEPTED, ACCEPTED, NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW);
    }

    @Test
    void shouldGiveUpWhenNothingIsTakenForLong() {
        Appender appender = new Appender(
                line -> new Writer.Offer(line, CompletableFuture.completedFuture(NOT_NOW)),
                10,
                Duration.ofMillis(100),
                notNow -> true,
                this::judged);

        assertThatThrownBy(() -> {
                    appender.append(Lines.line(1, "/a"));
                    appender.append(Lines.line(2, "/a"));
                })
                .isInstanceOf(ProblemException.class);
    }

    private Appender appender(Writer writer) {
        return new Appender(writer, 50, PATIENCE, notNow -> true, this::judged);
    }

    /** Answers at once or later; serves the stream or not, which changes at random. */
    private final class Flaky implements Writer {

        private final Random random;
        private boolean isServing = true;
        private boolean isRefusing;

        Flaky(Random random) {
            this.random = random;
        }

        @Override
        public Offer offer(Line line) {
            if (random.nextInt(20) == 0) {
                isServing = !isServing;
            }
            boolean isTaken = isServing && !isRefusing;
            isRefusing = !isTaken;
            if (isTaken) {
                take(line);
            }
            Verdict verdict = isTaken ? ACCEPTED : SOON;
            CompletableFuture<Verdict> told = new CompletableFuture<>();
            if (random.nextBoolean()) {
                told.complete(verdict);
            } else {
                var unused =
                        elsewhere.schedule(() -> told.complete(verdict), random.nextInt(300), TimeUnit.MICROSECONDS);
            }
            return new Offer(line, told);
        }

        @Override
        public void settled() {
            isRefusing = false;
        }
    }
}
