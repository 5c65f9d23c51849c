package io.rivulet.benchmarks.rounds;

import io.rivulet.benchmarks.report.Table;
import java.util.List;

/**
 * A question that is answered in rounds. Made anew for each run.
 *
 * @param <T> what lies ready for a round
 */
public interface Experiment<T> {

    /** What the run answers. */
    String question();

    /** The order of magnitude that is expected before it runs. */
    String expectation();

    /** Whether a first round is to be run that does not count. */
    default boolean needsWarmUp() {
        return true;
    }

    /** Measures everything once and adds a value to each row of each table. */
    void round(T ready) throws Exception;

    /** What the rounds fill, in the order of the report. */
    List<Table.Builder> tables();
}
