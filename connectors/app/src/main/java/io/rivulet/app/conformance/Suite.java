package io.rivulet.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import io.rivulet.client.connection.NodeAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

/** Runs cases against a node. Each has a stream of its own, so that a suite can be run again on the same node. */
final class Suite {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final NodeAddress node;
    private final String run;
    private int number;

    /** @param run differs for each run */
    Suite(NodeAddress node, String run) {
        this.node = node;
        this.run = run;
    }

    /** @throws CommandFailure when the node cannot be reached */
    Outcome run(ConformanceCase one) {
        String stream = "/conformance/" + run + "/" + ++number;
        String url = node.node().toString().replaceAll("/$", "");
        int step = 0;
        try (CaseRun steps = new CaseRun(http, url, node.namespace(), stream)) {
            for (JsonNode each : one.steps()) {
                step++;
                steps.take(each);
            }
            return new Outcome(one, null);
        } catch (Mismatch e) {
            return new Outcome(one, "step " + step + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "The node at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNAVAILABLE, "interrupted", e);
        }
    }
}
