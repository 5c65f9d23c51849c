package io.rivulet.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the stores' folder can be written, and is on a disk that keeps it. */
final class StateDirCheck implements Check {

    private final Path stateDir;
    private final Path temporary;

    StateDirCheck(Path stateDir, Path temporary) {
        this.stateDir = stateDir.toAbsolutePath().normalize();
        this.temporary = temporary.toAbsolutePath().normalize();
    }

    @Override
    public String id() {
        return "state.dir";
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (stateDir.startsWith(temporary)) {
            findings.add(Finding.problem(
                    id(),
                    stateDir + " is under the system's temporary folder, which is emptied now and then",
                    "Set state.dir to a folder of its own"));
        }
        Path there = existing(stateDir);
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            findings.add(Finding.problem(
                    id(),
                    stateDir + " cannot be written: look at " + there,
                    "Give the user that runs the node this folder"));
        } else {
            findings.add(kept(kind(there)));
        }
        return findings;
    }

    private static String kind(Path there) {
        try {
            FileStore disk = Files.getFileStore(there);
            return disk.type();
        } catch (IOException e) {
            throw new Unanswered("The disk of " + there + " cannot be looked at: " + e.getMessage(), "", e);
        }
    }

    Finding kept(String kind) {
        if (kind.equals("tmpfs") || kind.equals("ramfs")) {
            return Finding.warning(
                    id(),
                    stateDir + " is in memory (" + kind + "): after each restart of the machine the stores are rebuilt",
                    "Set state.dir to a folder on a disk");
        }
        if (kind.startsWith("nfs") || kind.equals("cifs") || kind.startsWith("fuse.sshfs")) {
            return Finding.warning(
                    id(),
                    stateDir + " is on a network disk (" + kind + "), which stores are slow on",
                    "Use a local disk");
        }
        return Finding.ok(id(), stateDir + " can be written (" + kind + ")");
    }

    /** The folder itself, or the nearest above it that is there. */
    static @Nullable Path existing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
