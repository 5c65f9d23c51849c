package io.rivulet.testkit.processor;

import io.rivulet.api.EventInput;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.plugins.contract.CheckedContract;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the host relies on, as checks to be called from any test framework. Each throws an {@link AssertionError} that says what
 * differs.
 */
public final class ProcessorChecks {

    /** A batch that holds any history. */
    private static final int ALL_AT_ONCE = Integer.MAX_VALUE;

    /** Where a long history is cut, more or less; that each single state reads back is checked anyway. */
    private static final int MOST_CUTS = 16;

    private final Supplier<ProcessorFactory> factories;
    private final String configuration;
    private final List<EventInput> history;

    public ProcessorChecks(Supplier<ProcessorFactory> factories, String configuration, List<EventInput> history) {
        this.factories = factories;
        this.configuration = configuration;
        this.history = List.copyOf(history);
    }

    public void contractHolds() {
        CheckedContract checked = CheckedContract.of(factories.get().contract());
        require(
                checked.contract().equals(factories.get().contract()),
                "the contract is another one when it is asked for again");
        long consumed = history.stream()
                .filter(event -> checked.contract().consumes(event.type()))
                .count();
        require(consumed > 1, "the history has " + consumed + " consumed events; these checks need two at least");
    }

    public void reduceIsDeterministic() {
        List<String> once = replay().states();
        List<String> again = replay().states();
        for (int i = 0; i < once.size(); i++) {
            require(
                    once.get(i).equals(again.get(i)),
                    "the same " + i + " events gave once " + once.get(i) + " and then " + again.get(i));
        }
        replay().requireArgumentsAreKept();
    }

    public void batchBoundariesDoNotMatter() {
        Replay whole = replay();
        whole.run(ALL_AT_ONCE);
        for (int size : new int[] {1, 2, 3, 7}) {
            Replay cut = replay();
            cut.run(size);
            require(
                    cut.state().equals(whole.state()),
                    "in batches of " + size + " the state is " + cut.state() + ", in one batch " + whole.state());
            require(
                    cut.appended().equals(whole.appended()),
                    "in batches of " + size + " it appended " + cut.appended() + ", in one batch " + whole.appended());
        }
    }

    public void repeatedBatchesAppendNothingNew() {
        for (int size : new int[] {1, ALL_AT_ONCE}) {
            Replay replay = replay();
            replay.run(size);
            List<String> appended = replay.appended();
            replay.forget();
            replay.run(size);
            require(
                    replay.appended().equals(appended),
                    "when its batches came again it appended more than before: " + replay.appended() + " and not "
                            + appended + "; give each event an idempotency key that depends on nothing but its source");
        }
    }

    public void snapshotsGoOn() {
        Replay straight = replay();
        List<String> states = straight.states();
        int step = Math.max(1, history.size() / MOST_CUTS);
        for (int cut = 0; cut <= history.size(); cut += step) {
            String resumed = replay().resumedAt(cut);
            String last = states.get(states.size() - 1);
            require(
                    resumed.equals(last),
                    "from the snapshot after " + cut + " events it came to " + resumed + ", without a stop to " + last);
        }
    }

    private Replay replay() {
        return new Replay(factories.get(), configuration, history);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
