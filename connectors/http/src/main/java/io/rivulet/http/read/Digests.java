package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;

/**
 * {@code GET /v1/{ns}/digests}: a digest of the rows of each partition, with all that is needed to fold the topic anew and
 * compare. It reads every row, so it takes a thread of the server for as long as that takes.
 */
public final class Digests implements Endpoint {

    private final EngineSettings settings;

    public Digests(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        exchange.query();
        exchange.keepOpen();
        Namespace namespace = exchange.namespace();
        JsonBuffer json = new JsonBuffer();
        json.raw("{\"namespace\":").text(namespace.name());
        json.raw(",\"topic\":").text(namespace.topic());
        json.raw(",\"bootstrapServers\":").text(settings.bootstrapServers());
        json.raw(",\"defaultType\":").text(settings.defaultType());
        json.raw(",\"maxEventBytes\":").number(settings.maxEventBytes());
        json.raw(",\"partitions\":")
                .array(Problems.require(namespace.digests(), StreamPath.ROOT), Pages::digest)
                .raw("}");
        exchange.answer(200, json);
    }
}
