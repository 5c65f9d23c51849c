package io.rivulet.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bound on how much of the machine's processors a process gets, as a container has it: a control group of its own. It needs
 * root, and Linux with control groups of version 1 or 2.
 */
public final class ProcessorShare implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    /** In each of these the process may run for its share, and stands still for the rest. */
    private static final int PERIOD_MICROS = 10_000;

    private final Path root;
    private final Path group;
    private final Member member;

    private ProcessorShare(Path root, Member member) throws IOException {
        this.root = root;
        this.member = member;
        group = Files.createDirectory(root.resolve("rivulet-" + member.pid()));
    }

    /**
     * Bounds a process that runs, from now on until this is closed.
     *
     * @param processors how many it may use, such as 0.25
     */
    public static ProcessorShare of(Member member, double processors) {
        String period = String.valueOf(PERIOD_MICROS);
        String quota = String.valueOf(Math.round(processors * PERIOD_MICROS));
        try {
            if (Files.isDirectory(GROUPS.resolve("cpu"))) {
                ProcessorShare share = new ProcessorShare(GROUPS.resolve("cpu"), member);
                Files.writeString(share.group.resolve("cpu.cfs_period_us"), period);
                Files.writeString(share.group.resolve("cpu.cfs_quota_us"), quota);
                share.enter(share.group);
                return share;
            }
            ProcessorShare share = new ProcessorShare(GROUPS, member);
            Files.writeString(share.group.resolve("cpu.max"), quota + " " + period);
            share.enter(share.group);
            return share;
        } catch (IOException e) {
            throw new UncheckedIOException("a control group cannot be made; it needs root", e);
        }
    }

    private void enter(Path of) throws IOException {
        Files.writeString(of.resolve("cgroup.procs"), String.valueOf(member.pid()));
    }

    @Override
    public void close() {
        try {
            if (member.isAlive()) {
                enter(root);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
