package io.rivulet.benchmarks.fold;

import io.rivulet.benchmarks.report.Table;
import java.util.List;

/** A question about a whole topic, answered in rounds. Made anew for each run. */
interface Experiment {

    String question();

    /** The order of magnitude that is expected before it runs. */
    String expectation();

    /** Measures everything once, on a topic that was just filled, and adds a value to each row of each table. */
    void round(Bench bench) throws Exception;

    /** What the rounds fill, in the order of the report. */
    List<Table.Builder> tables();
}
