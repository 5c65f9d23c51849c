package io.rivulet.engine.store;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * Lets a reader see a stream's row and its registries as of one moment (SUB-15), though they are published one after the other.
 * The fold takes it once for a group that changed a registry, and waits for nobody but a reader that has failed twice.
 */
final class PublishLock {

    private static final int TRIES = 2;

    private final StampedLock lock = new StampedLock();

    void publish(Runnable what) {
        long stamp = lock.writeLock();
        try {
            what.run();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Reads as of one moment; what is read may be read several times. */
    <T> T read(Supplier<T> question) {
        for (int i = 0; i < TRIES; i++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                T answer = question.get();
                if (lock.validate(stamp)) {
                    return answer;
                }
            }
        }
        long stamp = lock.readLock();
        try {
            return question.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
