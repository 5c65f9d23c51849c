package io.rivulet.plugins.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A storage that remembers each write, and fails as often as it is told to. */
final class TestStorage implements RunStorage {

    final List<String> writes = new ArrayList<>();
    int failingReads;
    int failingWrites;
    private Resume resume;

    TestStorage(Resume resume) {
        this.resume = resume;
    }

    static TestStorage fresh() {
        return new TestStorage(Resume.FRESH);
    }

    static StoredSnapshot snapshot(String version, long offset, String state) {
        return new StoredSnapshot(version, offset, state.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletionStage<Resume> read() {
        if (failingReads > 0) {
            failingReads--;
            return CompletableFuture.failedStage(new IllegalStateException("the store cannot be read"));
        }
        return CompletableFuture.completedStage(resume);
    }

    @Override
    public CompletionStage<?> write(StoredSnapshot snapshot) {
        if (failingWrites > 0) {
            failingWrites--;
            return CompletableFuture.failedStage(new IllegalStateException("the store cannot be written"));
        }
        writes.add(snapshot.offset() + " " + new String(snapshot.state(), StandardCharsets.UTF_8));
        resume = new Resume(snapshot, Math.max(resume.effectsDone(), snapshot.offset()), resume.attachedAt());
        return CompletableFuture.completedStage(null);
    }
}
