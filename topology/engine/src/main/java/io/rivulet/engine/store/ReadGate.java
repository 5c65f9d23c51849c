package io.rivulet.engine.store;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets reads through while a store is open, and keeps it open while one runs. Any thread. */
final class ReadGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean isOpen = true;

    <T> T read(Supplier<T> question) {
        lock.readLock().lock();
        try {
            if (!isOpen) {
                throw new StoreClosedException();
            }
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for the reads that run and refuses new ones. */
    void close() {
        set(false);
    }

    void open() {
        set(true);
    }

    private void set(boolean newIsOpen) {
        lock.writeLock().lock();
        try {
            isOpen = newIsOpen;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
