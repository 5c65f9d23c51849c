package io.rivulet.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A partition's store on one node.
 *
 * @param state as the node says it: standing-by, restoring, catching-up, serving, leaving
 * @param behind records between its applied offset and the end of the log, -1 when that is not known
 */
record Copy(String node, int partition, boolean isOwner, String state, long behind, Optional<Restore> restore) {

    static Copy of(String node, JsonNode json) {
        return new Copy(
                node,
                json.path("partition").asInt(),
                json.path("role").asText().equals("owner"),
                json.path("state").asText(),
                json.path("behind").asLong(-1),
                json.path("restore").isObject() ? Optional.of(Restore.of(json.path("restore"))) : Optional.empty());
    }

    boolean isServing() {
        return isOwner && state.equals("serving");
    }

    /** The state of an owner, with how far it has come. */
    String progress() {
        return restore.map(restoring -> state + ", " + restoring.text())
                .orElseGet(() -> isServing() || behind < 1 ? state : state + ", " + distance());
    }

    /** A stand-by, with how far it is behind. */
    String standingBy() {
        String how = restore.map(restoring -> "restoring, " + restoring.text()).orElseGet(this::distance);
        return node + " (" + how + ")";
    }

    private String distance() {
        if (behind < 0) {
            return "behind by an unknown number";
        }
        return behind == 0 ? "level" : String.format(Locale.ROOT, "%,d behind", behind);
    }
}
