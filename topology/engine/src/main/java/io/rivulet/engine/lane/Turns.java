package io.rivulet.engine.lane;

import io.rivulet.engine.store.StoreClosedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Runs a lane for one batch, and gives it its next state. On workers, and where effects complete. */
final class Turns {

    private final LaneTable table;
    private final Batches batches;
    private final Healing healing;
    private final Duration timeout;
    private final Set<Turn> running = ConcurrentHashMap.newKeySet();

    Turns(LaneTable table, Batches batches, Healing healing, Duration timeout) {
        this.table = table;
        this.batches = batches;
        this.healing = healing;
        this.timeout = timeout;
    }

    /** @param share that gave the turn, and has it back; a lane that was configured anew meanwhile may have another one */
    void run(Lane lane, Share share) {
        if (!begin(lane)) {
            table.turnEnded();
            share.release();
            return;
        }
        Turn turn = new Turn(System.nanoTime() + timeout.toNanos(), Thread.currentThread());
        lane.turn = turn;
        running.add(turn);
        var unused = batches.take(lane).whenComplete((step, failure) -> {
            running.remove(turn);
            lane.turn = null;
            if (failure == null) {
                share.count(step.events());
                succeeded(lane, step);
            } else {
                failed(lane, share, cause(failure));
            }
            table.turnEnded();
            share.release();
            table.watchers().tell(lane.path());
        });
        turn.detach();
    }

    private boolean begin(Lane lane) {
        boolean[] begins = {false};
        table.move(lane, current -> {
            if (lane.partition().isLeft()) {
                lane.end();
                return null;
            }
            lane.run();
            begins[0] = true;
            return lane;
        });
        return begins[0];
    }

    private void succeeded(Lane lane, Batches.Step step) {
        if (step.parked() != null) {
            healing.park(lane, step.parked());
            return;
        }
        table.move(lane, current -> {
            if (!step.equals(Batches.TOLD)) {
                lane.succeed();
            }
            if (step.hasMore() || lane.isWokenAgain) {
                return table.queue(lane);
            }
            lane.end();
            return null;
        });
    }

    private void failed(Lane lane, Share share, Throwable failure) {
        if (failure instanceof StoreClosedException || lane.partition().isLeft()) {
            table.remove(lane);
        } else {
            share.countFailure();
            healing.failed(lane, failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Interrupts workers whose batch takes longer than it may. */
    void interruptOverdue() {
        long now = System.nanoTime();
        running.forEach(turn -> turn.check(now));
    }
}
