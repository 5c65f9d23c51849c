package io.rivulet.plugins.ingest;

import java.util.concurrent.CompletionStage;

/** Where one processor's snapshot and checkpoint for one stream are kept. Brought by the host. */
public interface RunStorage {

    CompletionStage<Resume> read();

    /**
     * Writes the snapshot, and the checkpoint with it: the effects of all events up to its offset have happened. The checkpoint
     * never goes back. The stage completes when both are as safe as the host promises.
     */
    CompletionStage<?> write(StoredSnapshot snapshot);
}
