package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.fold.Subject.Target;
import io.rivulet.benchmarks.report.Table;
import io.rivulet.benchmarks.rounds.Experiment;
import io.rivulet.benchmarks.rounds.RunOptions;
import io.rivulet.benchmarks.rounds.WorkFolder;
import io.rivulet.benchmarks.workload.Workload;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What an event costs in bytes: in Kafka, changelogs counted, and on the disk of the node. */
@Command(name = "bytes", description = "Bytes written for each byte of payload.")
public final class BytesBenchmark implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final WorkloadOptions events = new WorkloadOptions();

    @Override
    public Integer call() throws Exception {
        Workload workload = events.workload();
        TopicRounds.run(run, workload, new Bytes(workload));
        return 0;
    }

    private static final class Bytes implements Experiment<Bench> {

        private final Table.Builder kafka;
        private final Table.Builder written;
        private final Table.Builder kept;

        Bytes(Workload workload) {
            kafka = table(workload, "in Kafka");
            written = table(workload, "written to the node's disk");
            kept = table(workload, "kept on the node's disk");
        }

        @Override
        public String question() {
            return "How many bytes are written for each byte of payload, to Kafka and to the node's disk?";
        }

        @Override
        public String expectation() {
            return "In Kafka the topic itself, headers counted, and for the stock topology as much again and more in "
                    + "changelogs; on disk a small multiple of the served form.";
        }

        /** Bytes do not become fewer as the JVM warms up. */
        @Override
        public boolean needsWarmUp() {
            return false;
        }

        @Override
        public void round(Bench bench) throws Exception {
            double payload = bench.topic().payloadBytes();
            long topic = bench.cluster().topicBytes(bench.topic().name());
            kafka.add("the topic alone", topic / payload);
            for (Subject subject : bench.subjects()) {
                Target target = bench.target(subject);
                long before = ProcessDisk.bytesWritten();
                try (SubjectRun run = SubjectRun.start(subject, target)) {
                    run.awaitFolded();
                }
                written.add(subject.name(), (ProcessDisk.bytesWritten() - before) / payload);
                kept.add(subject.name(), WorkFolder.bytes(target.stateFolder()) / payload);
                kafka.add(subject.name(), (topic + bench.cluster().topicBytes(target.applicationId())) / payload);
            }
        }

        @Override
        public List<Table.Builder> tables() {
            return List.of(kafka, written, kept);
        }

        private static Table.Builder table(Workload workload, String where) {
            return new Table.Builder(
                    workload.name() + ", " + where, "bytes per payload byte", Subjects.BASELINE.name());
        }
    }
}
