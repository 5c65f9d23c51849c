package io.rivulet.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.node.DevProcess;
import io.rivulet.app.node.UnderTarget;
import io.rivulet.app.proof.Deadline;
import io.rivulet.testkit.history.HistoryFile;
import io.rivulet.testkit.history.HistoryWriter;
import io.rivulet.testkit.history.judge.Judge;
import io.rivulet.testkit.history.judge.Judgement;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge finds each planted defect in the history of a real node, and none where there is none. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlantedDefectsIT {

    private static final int OPERATIONS = 1_200;
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration INTERVAL = Duration.ofMillis(5);

    @TempDir(factory = UnderTarget.class)
    private static Path data;

    private static DevProcess node;

    @BeforeAll
    static void start() throws Exception {
        node = DevProcess.start(data, "--set", "http.heartbeat.interval.ms=1000");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindEachDefectAndNothingElse(Defect defect) throws Exception {
        long seed = System.nanoTime();
        Path file = Path.of("target").resolve("defect-" + defect + ".ndjson").toAbsolutePath();
        Files.deleteIfExists(file);

        // When
        try (LyingProxy proxy = new LyingProxy(URI.create(node.url()).getAuthority(), defect, seed);
                HistoryWriter history = new HistoryWriter(file)) {
            LoadPlan plan = new LoadPlan(seed, List.of(proxy.address()), 6, 3, 3, INTERVAL, QUIET);
            try (Load load = new Load(plan, new RecordedCalls(history, new Lives()))) {
                load.start();
                Deadline.await("there are " + OPERATIONS + " operations", () -> history.count() >= OPERATIONS);
                load.requireRunning();
                proxy.becomeHonest();
                load.settle();
            }
        }

        // Then
        Judgement judgement = Judge.judge(HistoryFile.read(file));
        if (defect.breaks() == null) {
            assertThat(judgement.violations()).as("%s, seed %d", file, seed).isEmpty();
        } else {
            assertThat(judgement.broken(defect.breaks()))
                    .as("%s, seed %d%n%s", file, seed, judgement)
                    .isPositive();
        }
    }
}
