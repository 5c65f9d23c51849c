package io.rivulet.engine.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.api.CoreEvents;
import io.rivulet.api.Refusal.Reason;
import io.rivulet.testkit.FoldRun;
import io.rivulet.testkit.LogBuilder;
import io.rivulet.testkit.MapRows;
import io.rivulet.testkit.model.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stream /a keeps by key: subscriptions, connections, announcements, children (CS-3, CS-6 to CS-9, CS-12). */
class RegistriesTest {

    private final LogBuilder log = new LogBuilder();

    /** CS-7: offset, type, payload and time of the newest configuration; what is not known is dropped (EV-9). */
    @Test
    void shouldKeepTheNewestConfigurationOfAKey() {
        subscribe("s", "{\"type\":\"processor\",\"slug\":\"one\"}");
        subscribe(" s ", "{\"type\":\"webhook\",\"url\":\" http://h \",\"types\":[\" t \"],\"secret\":\"x\",\"y\":1}");

        assertThat(state())
                .contains(
                        "\"subscriptionsByKey\":{\"s\":{\"offset\":1,\"type\":\"" + CoreEvents.SUBSCRIPTION_CONFIGURED
                                + "\",\"createdAt\":\"2023-11-14T22:13:21.000Z\",\"payload\":{\"subscriptionKey\":\"s\","
                                + "\"subscriber\":{\"type\":\"webhook\",\"url\":\"http://h\",\"types\":[\"t\"],\"secret\":\"***\"}}}}")
                .contains("\"subscriptions\":1");
        assertThat(rows().registries(rows().stream("/a")).subscriptions().get(0).subscriber())
                .contains("\"secret\":\"x\"");
    }

    /** CS-7, CS-41: the log keeps shapes that nobody knows any more; the state has none. */
    @Test
    void shouldHaveNoSubscriptionOfAnUnknownShape() {
        subscribe("s", "{\"type\":\"topic\",\"topic\":\"out\"}");
        subscribe("s", "{\"type\":\"callable\",\"call\":{}}");

        assertThat(FoldRun.of(log).progress().accepted()).isEqualTo(2);
        assertThat(state()).contains("\"subscriptionsByKey\":{}");
        assertThat(rows().subscribed()).isEmpty();
    }

    /** CS-12; and which streams have any subscription is known without a look at the others. */
    @Test
    void shouldForgetARemovedSubscription() {
        log.at("/b").add();
        subscribe("s", "{\"type\":\"topic\",\"topic\":\"out\"}");
        subscribe("t", "{\"type\":\"topic\",\"topic\":\"out\"}");
        assertThat(rows().subscribed()).containsExactly("/a");

        put(CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"s\"}");
        assertThat(rows().subscribed()).containsExactly("/a");
        put(CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"s\"}");
        put(CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"t\"}");

        assertThat(rows().subscribed()).isEmpty();
        assertThat(state()).contains("\"subscriptionsByKey\":{}", "\"subscriptions\":0");
    }

    /** CS-8, CS-9, CS-14: a replaced connection ends first, so the roster ends correct. */
    @Test
    void shouldKeepTheRosterOfOpenConnections() {
        connect("s", "");
        connect("t", ",\"subscriber\":{\"label\":\" browser \",\"incarnationId\":\"i\"}");
        disconnect("s", "replaced");
        connect("s", "");
        disconnect("nobody", "idle");

        assertThat(state())
                .contains(
                        "\"connectionsByKey\":{\"s\":{\"direction\":\"inbound\",\"offset\":3},"
                                + "\"t\":{\"direction\":\"inbound\",\"offset\":1,\"subscriber\":{\"incarnationId\":\"i\",\"label\":\"browser\"}}}")
                .contains("\"connections\":2");
    }

    /** CS-3: every connection died with the old owner; one that comes back is there again. */
    @Test
    void shouldEmptyTheRosterWhenTheStreamWakes() {
        connect("s", "");
        connect("t", "");
        put(CoreEvents.WOKEN, "{\"incarnationId\":\"i\"}");
        assertThat(state()).contains("\"connectionsByKey\":{}", "\"connections\":0");

        disconnect("s", "idle");
        connect("t", "");

        assertThat(state()).contains("\"connectionsByKey\":{\"t\":{\"direction\":\"inbound\",\"offset\":4}}");
        assertThat(state()).contains("\"connections\":1");
    }

    /** CS-8, CS-9, CS-13: what has run here stays known. */
    @Test
    void shouldRememberAnnouncementsAfterADisconnect() {
        connect("s", ",\"subscriber\":{\"announcement\":{\"slug\":\"echo\",\"version\":\"1\"}}");
        connect(
                "s",
                ",\"subscriber\":{\"announcement\":{\"slug\":\"echo\",\"version\":\"2\",\"description\":\"d\",\"consumes\":[\"*\"],"
                        + "\"emits\":[],\"ownedEvents\":[{\"type\":\"e\",\"description\":\"x\",\"payloadSchema\":{}}],\"more\":1}}");
        disconnect("s", "unsubscribed");

        assertThat(state())
                .contains(
                        "\"processorsBySlug\":{\"echo\":{\"offset\":1,\"announcement\":{\"slug\":\"echo\",\"version\":\"2\","
                                + "\"description\":\"d\",\"consumes\":[\"*\"],\"emits\":[],"
                                + "\"ownedEvents\":[{\"type\":\"e\",\"description\":\"x\"}]}}}")
                .contains("\"processors\":1", "\"connectionsByKey\":{}");
    }

    /** SUB-50: what a configuration has connected goes with it; who came by themselves under the same key stay. */
    @ParameterizedTest
    @CsvSource({"outbound,0", "inbound,1"})
    void shouldDisconnectWhatASubscriptionHadConnected(String direction, int left) {
        subscribe("s", "{\"type\":\"processor\",\"slug\":\"echo\"}");
        put(CoreEvents.SUBSCRIBER_CONNECTED, "{\"subscriptionKey\":\"s\",\"direction\":\"" + direction + "\"}");
        put(CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"other\"}");
        assertThat(state()).contains("\"connections\":1");

        put(CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"s\"}");

        assertThat(state()).contains("\"connections\":" + left);
    }

    /** CS-6. */
    @Test
    void shouldDeriveImmediateChildrenInOrderOfAnnouncement() {
        for (String path : new String[] {"/a/z/x", "/a/b", "/a/z", "/a", "/", "/ab", "/b/a", "/a/z/y/x", "/a/c d/e"}) {
            put(CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"" + path + "\"}");
        }

        assertThat(state()).contains("\"childPaths\":[\"/a/z\",\"/a/b\",\"/a/c d\"]", "\"children\":3");
    }

    /** CS-6: below the root, the first segment. */
    @Test
    void shouldDeriveTheChildrenOfTheRoot() {
        log.at("/")
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"/x/y\"}")
                .add();
        log.at("/")
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"/\"}")
                .add();

        StreamRow root = rows().stream("/");
        assertThat(rows().registries(root).children())
                .extracting(ChildEntry::path)
                .containsExactly("/x");
    }

    /** However many there are, the stream's row stays as it is, and its state is one bounded answer. */
    @Test
    void shouldNotGrowWithItsRegistries() {
        for (int i = 0; i < 130; i++) {
            connect("key-" + i, "");
            put(CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/a/child-" + i + "\"}");
        }
        int before = rowBytes();
        for (int i = 130; i < 3000; i++) {
            connect("key-" + i, "");
            put(CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/a/child-" + i + "\"}");
        }

        assertThat(rowBytes()).isLessThan(before + 500);
        assertThat(state())
                .contains("\"children\":3000", "\"connections\":3000", "\"truncated\":true", "/a/child-99\"")
                .doesNotContain("/a/child-100\"");
    }

    /** AP-3: a batch that is refused takes back what it did to a registry, a roster that it emptied included. */
    @Test
    void shouldTakeBackWhatARefusedBatchDid() {
        connect("s", "");
        subscribe("s", "{\"type\":\"topic\",\"topic\":\"out\"}");
        String before = state();
        log.at("/a")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\"i\"}")
                .batch("b", 4, 0)
                .add();
        log.at("/a")
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"/a/b\"}")
                .batch("b", 4, 1)
                .add();
        log.at("/a")
                .type(CoreEvents.SUBSCRIPTION_REMOVED)
                .payload("{\"subscriptionKey\":\"s\"}")
                .batch("b", 4, 2)
                .add();
        log.at("/a").expectedOffset(77).batch("b", 4, 3).add();

        assertThat(state()).isEqualTo(before);
        assertThat(rows().subscribed()).containsExactly("/a");
        assertThat(FoldRun.ofRestarting(log).digest()).isEqualTo(FoldRun.of(log).digest());
    }

    /** EV-8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CoreEvents.SUBSCRIPTION_CONFIGURED + "|{\"subscriptionKey\":\"s\"}",
                CoreEvents.SUBSCRIPTION_CONFIGURED + "|{\"subscriptionKey\":\"s\",\"subscriber\":{}}",
                CoreEvents.SUBSCRIPTION_CONFIGURED + "|{\"subscriber\":{\"type\":\"x\"}}",
                CoreEvents.SUBSCRIPTION_CONFIGURED
                        + "|{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"processor\"}}",
                CoreEvents.SUBSCRIPTION_CONFIGURED
                        + "|{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"webhook\"}}",
                CoreEvents.SUBSCRIPTION_CONFIGURED
                        + "|{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"topic\",\"topic\":\"o\",\"types\":[1]}}",
                CoreEvents.SUBSCRIPTION_REMOVED + "|{}",
                CoreEvents.SUBSCRIBER_CONNECTED + "|{\"subscriptionKey\":\"s\"}",
                CoreEvents.SUBSCRIBER_CONNECTED + "|{\"subscriptionKey\":\"s\",\"direction\":\"up\"}",
                CoreEvents.SUBSCRIBER_CONNECTED
                        + "|{\"subscriptionKey\":\"s\",\"direction\":\"inbound\",\"subscriber\":1}",
                CoreEvents.SUBSCRIBER_CONNECTED
                        + "|{\"subscriptionKey\":\"s\",\"direction\":\"inbound\",\"subscriber\":{\"announcement\":{\"slug\":\" \"}}}",
                CoreEvents.SUBSCRIBER_CONNECTED
                        + "|{\"subscriptionKey\":\"s\",\"direction\":\"inbound\",\"subscriber\":{\"announcement\":{\"slug\":\"a\",\"ownedEvents\":[1]}}}",
                CoreEvents.SUBSCRIBER_DISCONNECTED + "|{\"subscriptionKey\":\"s\"}",
                CoreEvents.CHILD_STREAM_CREATED + "|{}",
                CoreEvents.CHILD_STREAM_CREATED + "|{\"childPath\":\"a/b\"}",
                CoreEvents.CHILD_STREAM_CREATED + "|{\"childPath\":\"/a/b/\"}"
            })
    void shouldRefuseAPayloadThatBreaksItsSchema(String type, String payload) {
        put(type, payload);

        FoldRun run = FoldRun.of(log);

        assertThat(run.verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, -1));
        assertThat(run.verdicts().refusalAt(0)).extracting("detail").asString().contains("payload");
    }

    @Test
    void shouldRefuseAKeyThatNoRowCanHave() {
        subscribe("k".repeat(1025), "{\"type\":\"topic\",\"topic\":\"out\"}");

        assertThat(FoldRun.of(log).verdicts().at(0)).isEqualTo(Verdict.refused(Reason.INVALID_PAYLOAD, -1));
    }

    private void subscribe(String key, String subscriber) {
        put(
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"" + key + "\",\"subscriber\":" + subscriber + "}");
    }

    private void connect(String key, String more) {
        put(
                CoreEvents.SUBSCRIBER_CONNECTED,
                "{\"subscriptionKey\":\"" + key + "\",\"direction\":\"inbound\"" + more + "}");
    }

    private void disconnect(String key, String reason) {
        put(CoreEvents.SUBSCRIBER_DISCONNECTED, "{\"subscriptionKey\":\"" + key + "\",\"reason\":\"" + reason + "\"}");
    }

    private void put(String type, String payload) {
        log.at("/a").type(type).payload(payload).add();
    }

    private MapRows rows() {
        return FoldRun.of(log).rows();
    }

    private int rowBytes() {
        Bytes row = new Bytes(64);
        rows().stream("/a").encode(row);
        return row.length();
    }

    private String state() {
        MapRows rows = rows();
        StreamRow stream = rows.stream("/a");
        return new String(stream.stateJson("n", rows.registries(stream)), UTF_8);
    }
}
