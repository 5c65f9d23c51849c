package io.rivulet.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to a data folder, held by one owner in one process. The operating system lets go of it when the process
 * dies, however it dies.
 */
final class DataDirLock implements AutoCloseable {

    private static final String FILE = "lock";

    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder, creating it when it is missing. */
    static DataDirLock take(Path dir) {
        try {
            Files.createDirectories(dir);
            FileChannel channel =
                    FileChannel.open(dir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BrokerStartException("The data folder " + dir.toAbsolutePath()
                        + " is in use by another broker: stop that one, or name another folder");
            }
            return new DataDirLock(channel);
        } catch (IOException e) {
            throw new BrokerStartException("The data folder " + dir.toAbsolutePath() + " cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock on a data folder cannot be released", e);
        }
    }
}
