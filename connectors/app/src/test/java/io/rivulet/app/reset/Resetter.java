package io.rivulet.app.reset;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.proof.Deadline;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/**
 * Resets streams as an operator does, who looks which life it is and ends that one, again and again until it is acknowledged. One thread.
 */
final class Resetter {

    private static final String STALE = "/problems/stale-incarnation";

    private final Nodes nodes;
    private final Lives lives;

    Resetter(Nodes nodes, Lives lives) {
        this.nodes = nodes;
        this.lives = lives;
    }

    /** Ends the current life of a stream; returns it when that is acknowledged. */
    Life reset(String path) {
        Life life = new Life(path, current(path));
        Deadline.await("the reset of " + life + " is acknowledged", () -> isReset(life));
        return life;
    }

    private String current(String path) {
        StringBuilder found = new StringBuilder();
        Deadline.await("there is " + path, () -> {
            Optional<HttpResponse<String>> state = nodes.send(
                    nodes.request("state", path, "?consistency=linearizable").build(), BodyHandlers.ofString());
            state.filter(answer -> answer.statusCode() == 200)
                    .ifPresent(answer -> found.append(
                            Nodes.json(answer.body()).get("incarnation").asText()));
            return !found.isEmpty();
        });
        return found.toString();
    }

    /** An earlier try may have got through, and its answer not: then there is another life, or none. */
    private boolean isReset(Life life) {
        String body = "{\"action\":\"reset\",\"reason\":\"proof\",\"incarnation\":\"" + life.incarnation() + "\"}";
        Optional<HttpResponse<String>> answer = nodes.send(
                nodes.request("control", life.path(), "")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.isEmpty()) {
            return false;
        }
        int status = answer.get().statusCode();
        JsonNode json = Nodes.json(answer.get().body());
        if (status == 201 || status == 200) {
            lives.ended(life, json.at("/events/0/offset").asLong());
            return true;
        }
        boolean isEnded = status == 404 || json.path("type").asText().equals(STALE);
        if (isEnded) {
            lives.ended(life, -1);
        } else if (status != 503) {
            throw new IllegalStateException("A reset was answered " + status + " " + json);
        }
        return isEnded;
    }
}
