package io.rivulet.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may see whom: the tree reads record -> wire -> fold -> store, and the code must too. */
class LayeringTest {

    private static final String STREAMS = "org.apache.kafka.streams..";
    private static final Pattern INTERNAL_NAME =
            Pattern.compile("org/apache/kafka/streams/(?:\\w+/)*internals/([\\w$]+)");

    private static final JavaClasses TOPOLOGY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "io.rivulet.api",
                    "io.rivulet.wire",
                    "io.rivulet.plugins",
                    "io.rivulet.typed",
                    "io.rivulet.engine",
                    "io.rivulet.processors",
                    "io.rivulet.testkit");

    /** No rule passes on nothing. */
    @Test
    void shouldSeeTheWholeTopology() {
        assertThat(count("io.rivulet.api..")).isGreaterThanOrEqualTo(8);
        assertThat(count("io.rivulet.api.processor..")).isGreaterThanOrEqualTo(16);
        assertThat(count("io.rivulet.plugins..")).isGreaterThanOrEqualTo(30);
        assertThat(count("io.rivulet.typed..")).isGreaterThanOrEqualTo(7);
        assertThat(count("io.rivulet.processors..")).isGreaterThanOrEqualTo(5);
        assertThat(count("io.rivulet.wire..")).isGreaterThanOrEqualTo(10);
        assertThat(count("io.rivulet.engine.fold..")).isGreaterThanOrEqualTo(36);
        assertThat(count("io.rivulet.engine.store..")).isGreaterThanOrEqualTo(24);
        assertThat(count("io.rivulet.engine..")).isGreaterThanOrEqualTo(100);
        assertThat(count("io.rivulet.testkit..")).isGreaterThanOrEqualTo(25);
    }

    @Test
    void shouldBuildTheApiOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.rivulet.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.rivulet.api..", "java..", "org.jspecify..")
                .check(TOPOLOGY);
    }

    /** Design: processors that come with Rivulet stand on the API alone, as any plugin. */
    @Test
    void shouldBuildProcessorsOnTheApiAlone() {
        classes()
                .that()
                .resideInAPackage("io.rivulet.typed..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.typed..", "io.rivulet.api..", "com.fasterxml.jackson..", "java..", "org.jspecify..")
                .check(TOPOLOGY);
        classes()
                .that()
                .resideInAPackage("io.rivulet.processors..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.processors..", "io.rivulet.typed..", "io.rivulet.api..", "java..", "org.jspecify..")
                .check(TOPOLOGY);
    }

    /** A plugin's tests need no Kafka: what runs a processor has none. */
    @Test
    void shouldRunProcessorsWithoutKafka() {
        classes()
                .that()
                .resideInAnyPackage("io.rivulet.plugins..", "io.rivulet.testkit.processor..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.plugins..",
                        "io.rivulet.testkit.processor..",
                        "io.rivulet.api..",
                        "com.fasterxml.jackson..",
                        "com.networknt.schema..",
                        "org.junit.jupiter.api..",
                        "org.slf4j..",
                        "java..",
                        "org.jspecify..")
                .check(TOPOLOGY);
    }

    @Test
    void shouldBuildTheWireFormatOnKafkaClientsAndJacksonCore() {
        classes()
                .that()
                .resideInAPackage("io.rivulet.wire..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.wire..",
                        "io.rivulet.api..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "com.fasterxml.jackson.core..",
                        "java..",
                        "org.jspecify..")
                .check(TOPOLOGY);
    }

    @Test
    void shouldKeepTheFoldPure() {
        classes()
                .that()
                .resideInAPackage("io.rivulet.engine.fold..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.engine.fold..",
                        "io.rivulet.wire..",
                        "io.rivulet.api..",
                        "org.apache.kafka.clients.consumer..",
                        "org.apache.kafka.common..",
                        "com.fasterxml.jackson..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.nio..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .check(TOPOLOGY);
    }

    /** Design: the fold has no clock, no chance and no I/O. */
    @Test
    void shouldGiveTheFoldNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAPackage("io.rivulet.engine.fold..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.random..", "java.util.concurrent..", "java.nio.file..")
                                .or(isOneOf(
                                        "java.time.Clock",
                                        "java.time.InstantSource",
                                        "java.util.Random",
                                        "java.util.UUID",
                                        "java.io.File")))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .check(TOPOLOGY);
    }

    @Test
    void shouldLetOnlyTheStoreSeeRocksDb() {
        noClasses()
                .that(not(resideInAPackage("io.rivulet.engine.store..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(TOPOLOGY);
    }

    @Test
    void shouldLetOnlyTheEngineSeeKafkaStreams() {
        noClasses()
                .that(not(resideInAPackage("io.rivulet.engine..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STREAMS)
                .check(TOPOLOGY);
    }

    /** KIP-813 has no public callback that sees offsets and headers; this one may change with any release. */
    @Test
    void shouldUseOneInternalTypeOfKafkaStreamsInOneClass() {
        List<String> uses =
                TOPOLOGY.stream().flatMap(LayeringTest::internalUses).distinct().toList();

        assertThat(uses).hasSize(1);
        assertThat(uses).allMatch(use -> use.endsWith(" uses RecordBatchingStateRestoreCallback"));
    }

    @Test
    void shouldKeepConnectorsOutOfTheTopology() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.http..",
                        "io.rivulet.viewer..",
                        "io.rivulet.kafka..",
                        "io.rivulet.client..",
                        "io.rivulet.broker..",
                        "io.rivulet.app..")
                .check(TOPOLOGY);
    }

    /** Lanes know nothing of who subscribes, and the fold nothing of lanes. */
    @Test
    void shouldKeepLanesApartFromWhatRunsOnThem() {
        noClasses()
                .that()
                .resideInAPackage("io.rivulet.engine.lane..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.engine.processor..", "io.rivulet.engine.outbound..", "io.rivulet.plugins..")
                .check(TOPOLOGY);
        noClasses()
                .that()
                .resideInAnyPackage("io.rivulet.engine.fold..", "io.rivulet.engine.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rivulet.engine.lane..", "io.rivulet.plugins..")
                .check(TOPOLOGY);
        assertThat(count("io.rivulet.engine.lane..")).isGreaterThanOrEqualTo(18);
    }

    /** Tests may use all; what ships must not lean on the testkit. */
    @Test
    void shouldNotLeanOnTheTestkit() {
        noClasses()
                .that(not(resideInAPackage("io.rivulet.testkit..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rivulet.testkit..")
                .check(TOPOLOGY);
    }

    /** What it says is worth something only while it shares nothing with what it checks. */
    @Test
    void shouldKeepTheModelIndependentOfTheFold() {
        noClasses()
                .that()
                .resideInAPackage("io.rivulet.testkit.model..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.rivulet.engine..", "io.rivulet.testkit")
                        .and(not(isOneOf("io.rivulet.engine.fold.FoldSettings", "io.rivulet.engine.fold.Span"))))
                .check(TOPOLOGY);
    }

    /** Anybody's answers can be judged, and nothing that answers has a say in it. */
    @Test
    void shouldKeepTheJudgeIndependentOfWhatItJudges() {
        classes()
                .that()
                .resideInAPackage("io.rivulet.testkit.history..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.rivulet.testkit.history..", "com.fasterxml.jackson..", "java..", "org.jspecify..")
                .check(TOPOLOGY);
        assertThat(count("io.rivulet.testkit.history..")).isGreaterThanOrEqualTo(25);
    }

    @Test
    void shouldHaveNoCyclesBetweenModules() {
        slices().matching("io.rivulet.(*)..").should().beFreeOfCycles().check(TOPOLOGY);
        slices().matching("io.rivulet.testkit.(**)").should().beFreeOfCycles().check(TOPOLOGY);
    }

    /** Looked for in the class files themselves: a lambda of an internal type is no dependency to ArchUnit. */
    private static Stream<String> internalUses(JavaClass user) {
        try (InputStream file = user.getSource().orElseThrow().getUri().toURL().openStream()) {
            return INTERNAL_NAME
                    .matcher(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .results()
                    .map(internal -> outermost(user).getName() + " uses " + internal.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("the class file of " + user.getName(), e);
        }
    }

    private static JavaClass outermost(JavaClass user) {
        return user.getEnclosingClass().map(LayeringTest::outermost).orElse(user);
    }

    private static long count(String packages) {
        return TOPOLOGY.stream().filter(resideInAPackage(packages)).count();
    }

    private static DescribedPredicate<JavaClass> isOneOf(String... names) {
        return DescribedPredicate.describe(
                "one of " + List.of(names), used -> List.of(names).contains(used.getName()));
    }
}
