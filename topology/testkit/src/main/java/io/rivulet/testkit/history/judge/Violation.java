package io.rivulet.testkit.history.judge;

import io.rivulet.testkit.history.Operation;
import io.rivulet.testkit.history.OperationJson;
import java.util.List;

/**
 * A rule that was broken.
 *
 * @param shownBy the operations that show it
 */
public record Violation(Rule rule, String stream, String detail, List<Operation> shownBy) {

    private static final int MAX_TEXT = 1500;

    public Violation {
        shownBy = List.copyOf(shownBy);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(rule + " " + stream + ": " + detail);
        for (Operation operation : shownBy) {
            String json = OperationJson.text(operation);
            text.append("\n    ").append(json.length() > MAX_TEXT ? json.substring(0, MAX_TEXT) + "..." : json);
        }
        return text.toString();
    }
}
