package io.rivulet.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.app.progress.Progress;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExaminationTest {

    private static final Finding WELL = Finding.ok("a", "well");

    @Test
    void shouldWaitForNoCheckLongerThanTheDeadline() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Check endless = check("endless", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return List.of();
        });

        List<Finding> findings = run(Duration.ofMillis(50), endless, check("a", () -> List.of(WELL)));

        assertThat(findings).extracting(Finding::check).containsExactly("endless", "a");
        assertThat(findings).extracting(Finding::mark).containsExactly(Mark.UNKNOWN, Mark.OK);
        interrupted.await();
    }

    @Test
    void shouldNotKnowWhatWasNotAnswered() throws Exception {
        Check check = check("a", () -> {
            throw new Unanswered("nobody said", "Ask again", new IllegalStateException());
        });

        assertThat(run(Duration.ofSeconds(10), check))
                .containsExactly(Finding.unknown("a", "nobody said", "Ask again"));
    }

    @Test
    void shouldNotHideABug() {
        Check check = check("a", () -> {
            throw new IllegalArgumentException("a bug");
        });

        assertThatThrownBy(() -> run(Duration.ofSeconds(10), check))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a bug");
    }

    private static List<Finding> run(Duration deadline, Check... checks) throws InterruptedException {
        try (Progress progress = new Progress("Check", checks.length, new PrintWriter(Writer.nullWriter()))) {
            return new Examination(deadline).run(List.of(checks), progress);
        }
    }

    private static Check check(String id, Supplier<List<Finding>> findings) {
        return new Check() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public List<Finding> findings() {
                return findings.get();
            }
        };
    }
}
