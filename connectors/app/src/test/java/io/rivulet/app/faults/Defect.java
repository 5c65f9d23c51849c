package io.rivulet.app.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.faults.LyingProxy.Passed;
import io.rivulet.app.faults.LyingProxy.Request;
import io.rivulet.testkit.history.judge.Rule;
import java.io.IOException;

/** What a system that promises too much may do, as a proxy does it in its place. Each lies now and then. */
enum Defect {
    NONE(null),
    ACKNOWLEDGES_AND_DROPS(Rule.ACKNOWLEDGED) {
        @Override
        Passed answer(Request request, LyingProxy proxy) throws IOException, InterruptedException {
            Passed before = proxy.lastAppendTo(request.path());
            if (!request.isPlainAppend() || before == null || !proxy.isTimeToLie()) {
                return proxy.pass(request);
            }
            ObjectNode answer = (ObjectNode) Answer.parse(before.text());
            ObjectNode event = (ObjectNode) answer.get("events").get(0);
            event.put("offset", event.get("offset").asLong() + 1);
            event.put("index", event.get("index").asLong() + 1);
            event.set("payload", request.json().get("payload"));
            return new Passed(201, before.contentType(), answer.toString());
        }
    },
    SENDS_TWICE(Rule.ONCE) {
        @Override
        Passed answer(Request request, LyingProxy proxy) throws IOException, InterruptedException {
            Passed answer = proxy.pass(request);
            return request.isPlainAppend() && proxy.isTimeToLie() ? proxy.pass(request) : answer;
        }
    },
    READS_WHAT_WAS(Rule.COMPLETE) {
        @Override
        Passed answer(Request request, LyingProxy proxy) throws IOException, InterruptedException {
            boolean isLinearizable = request.target().contains("consistency=linearizable");
            if (!isLinearizable || !request.path().contains("/state/")) {
                return proxy.pass(request);
            }
            Passed known = proxy.firstAnswerTo(request);
            return proxy.isTimeToLie() ? known : proxy.pass(request);
        }
    },
    DROPS_FROM_TAILS(Rule.TAILED) {
        @Override
        String tailed(String line, LyingProxy proxy) {
            if (!line.startsWith("data:")) {
                return line;
            }
            ObjectNode batch = (ObjectNode) Answer.parse(line.substring("data:".length()));
            ArrayNode events = batch.withArray("events");
            if (events.size() < 2 || !proxy.isTimeToLie()) {
                return line;
            }
            events.remove(0);
            return "data: " + batch;
        }
    },
    FORGETS_WHAT_WAS_EXPECTED(Rule.EXPECTED) {
        @Override
        Passed answer(Request request, LyingProxy proxy) throws IOException, InterruptedException {
            boolean lies = request.method().equals("POST") && proxy.isTimeToLie();
            return proxy.pass(
                    lies ? request.withBody(request.body().replaceAll(",\"expectedOffset\":-?\\d+", "")) : request);
        }
    };

    private final Rule breaks;

    Defect(Rule breaks) {
        this.breaks = breaks;
    }

    /** The rule that the judge must find broken; null if there is none. */
    Rule breaks() {
        return breaks;
    }

    /** What a request is answered with. */
    Passed answer(Request request, LyingProxy proxy) throws IOException, InterruptedException {
        return proxy.pass(request);
    }

    /** A line of a tail as it is passed on. */
    String tailed(String line, LyingProxy proxy) {
        return line;
    }
}
