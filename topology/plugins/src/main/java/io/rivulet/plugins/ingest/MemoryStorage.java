package io.rivulet.plugins.ingest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the last snapshot in memory (PR-22). Any thread. */
public final class MemoryStorage implements RunStorage {

    private volatile Resume resume;

    /** Begins with what is given. */
    public MemoryStorage(Resume resume) {
        this.resume = resume;
    }

    /** Begins with nothing. */
    public MemoryStorage() {
        this(Resume.FRESH);
    }

    @Override
    public CompletionStage<Resume> read() {
        return CompletableFuture.completedFuture(resume);
    }

    @Override
    public CompletionStage<?> write(StoredSnapshot snapshot) {
        Resume last = resume;
        resume = new Resume(snapshot, Math.max(last.effectsDone(), snapshot.offset()), last.attachedAt());
        return CompletableFuture.completedFuture(null);
    }
}
