package io.rivulet.benchmarks.rounds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One of the rounds of a run.
 *
 * @param number 0 for the one that warms up and does not count
 */
public record Round(int number) {

    public boolean isWarmUp() {
        return number == 0;
    }

    /** Starts with another one each round, so that none always comes first. */
    public <T> List<T> inTurn(List<T> contenders) {
        List<T> turned = new ArrayList<>(contenders);
        Collections.rotate(turned, -number);
        return turned;
    }
}
