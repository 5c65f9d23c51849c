package io.rivulet.http.read;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.Namespace;
import io.rivulet.engine.NamespaceSettings;
import io.rivulet.http.cluster.Gathering;
import io.rivulet.http.cluster.Gathering.Part;
import io.rivulet.http.cluster.PeerUrl;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.json.JsonBuffer;
import io.rivulet.http.problem.Problems;
import io.rivulet.wire.RecordForm;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * {@code GET /v1/{ns}/digests}: a digest of the rows of each partition, with all that is needed to fold the topic anew and
 * compare. It reads every row, so it takes a thread of each owner's server for as long as that takes.
 */
public final class Digests implements Endpoint {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final EngineSettings settings;
    private final Gathering gathering;

    public Digests(EngineSettings settings, Gathering gathering) {
        this.settings = settings;
        this.gathering = gathering;
    }

    @Override
    public void serve(Exchange exchange) {
        exchange.negotiate(MediaType.JSON);
        exchange.allow(Gathering.PARTITIONS).query();
        exchange.keepOpen();
        String target = PeerUrl.of(exchange.namespace().name(), "digests", null);
        gathering.answer(exchange, target, new DigestsOfAll(exchange.namespace()), WITHIN);
    }

    /** The digests of all owners, in the order of the partitions. */
    private final class DigestsOfAll implements Gathering.Question {

        private final Namespace namespace;

        DigestsOfAll(Namespace namespace) {
            this.namespace = namespace;
        }

        @Override
        public String items() {
            return "partitions";
        }

        @Override
        public JsonBuffer here(Collection<Integer> partitions) {
            var digests = Problems.require(namespace.digests(partitions), StreamPath.ROOT);
            return head().array(digests, Pages::digest).raw("}");
        }

        @Override
        public JsonBuffer together(List<Part> parts) {
            List<byte[]> digests = parts.stream()
                    .flatMap(part -> part.items().stream())
                    .sorted(Gathering.byNumber("partition"))
                    .toList();
            return head().array(digests, JsonBuffer::bytes).raw("}");
        }

        private JsonBuffer head() {
            JsonBuffer json = new JsonBuffer().raw("{\"namespace\":").text(namespace.name());
            json.raw(",\"topic\":").text(namespace.topic());
            json.raw(",\"bootstrapServers\":").text(settings.bootstrapServers());
            NamespaceSettings fold = settings.namespace(namespace.name());
            RecordForm form = fold.form();
            json.raw(",\"plainKeys\":").raw(form.isKeyPlain() ? "true" : "false");
            json.raw(",\"defaultType\":").text(form.defaultType());
            json.raw(",\"typeHeader\":").text(form.typeHeader());
            json.raw(",\"typeField\":").text(form.typeField());
            json.raw(",\"maxEventBytes\":").number(fold.maxEventBytes());
            return json.raw(",\"partitions\":");
        }
    }
}
