package io.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rivulet.api.CoreEvents;

/** A log of all that can go wrong, made by hand and never changed: its digest is a constant. */
final class NastyLog {

    private NastyLog() {}

    static LogBuilder make() {
        LogBuilder log = new LogBuilder();
        lives(log);
        preconditions(log);
        pauses(log);
        batches(log);
        contents(log);
        quarantine(log);
        registries(log);
        resets(log);
        longRun(log);
        log.at("/unfinished")
                .key("k")
                .batch("last", 3, 0)
                .add()
                .at("/unfinished")
                .batch("last", 3, 1)
                .add();
        return log;
    }

    private static void lives(LogBuilder log) {
        log.at("/")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"n\",\"path\":\"/\"}")
                .add();
        log.at("/")
                .type(CoreEvents.CREATED)
                .payload("{\"namespace\":\"n\",\"path\":\"/\"}")
                .add();
        log.at("/")
                .type(CoreEvents.WOKEN)
                .payload("{\"incarnationId\":\" i \"}")
                .add();
        log.at("/")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"a\":1.50,\"b\":{\"c\":[]}}}")
                .add();
        log.at("/")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"b\":1e999999,\"a\":null}}")
                .add();
        log.at("/")
                .type(CoreEvents.CONFIGURED)
                .payload("{\"config\":{\"b\":1e99999999999}}")
                .add();
        log.at("/")
                .type(CoreEvents.METADATA_UPDATED)
                .payload("{\"metadata\":{\"ü\":\"\\u0001\"}}")
                .add();
        log.at("/")
                .type(CoreEvents.CHILD_STREAM_CREATED)
                .payload("{\"childPath\":\"/a\"}")
                .add();
        log.at("/")
                .type(CoreEvents.ERROR_OCCURRED)
                .payload("{\"message\":\"m\"}")
                .add();
        log.at("/").type(CoreEvents.ERROR_OCCURRED).payload("{}").add();
    }

    private static void preconditions(LogBuilder log) {
        log.skip(3)
                .at("/a")
                .key("k")
                .expectedOffset(7)
                .add()
                .at("/a")
                .key("k")
                .expectedOffset(-1)
                .add();
        log.at("/a")
                .key(" k ")
                .expectedOffset(-1)
                .add()
                .at("/a")
                .key("k")
                .expectedOffset(0)
                .add();
        log.at("/a")
                .key("l")
                .expectedOffset(log.nextOffset() - 3)
                .add()
                .at("/a")
                .expectedOffset(Long.MAX_VALUE)
                .add();
        log.at("/b").key("k").add();
    }

    private static void pauses(LogBuilder log) {
        log.at("/a").type(CoreEvents.PAUSED).payload("{\"reason\":\" full \"}").add();
        log.at("/a")
                .type(CoreEvents.PAUSED)
                .add()
                .at("/a")
                .type("t")
                .add()
                .at("/a")
                .key("k")
                .add();
        log.at("/a")
                .type(CoreEvents.SUBSCRIBER_CONNECTED)
                .payload("{\"subscriptionKey\":\"s\",\"direction\":\"inbound\"}")
                .add();
        log.at("/a")
                .type("t")
                .batch("p1", 2, 0)
                .add()
                .at("/a")
                .type(CoreEvents.RESUMED)
                .batch("p1", 2, 1)
                .add();
        log.at("/a")
                .type(CoreEvents.RESUMED)
                .batch("p2", 2, 0)
                .add()
                .at("/a")
                .type("t")
                .batch("p2", 2, 1)
                .add();
        log.at("/a")
                .type(CoreEvents.PAUSED)
                .batch("p3", 2, 0)
                .add()
                .at("/a")
                .type("t")
                .batch("p3", 2, 1)
                .add();
    }

    private static void batches(LogBuilder log) {
        log.at("/c")
                .key("1")
                .batch("w", 3, 0)
                .add()
                .at("/d")
                .add()
                .at("/c")
                .key("1")
                .batch("w", 3, 1)
                .add();
        log.at("/c").key("2").batch("w", 3, 2).add();
        log.at("/c")
                .key("1")
                .batch("d", 2, 0)
                .add()
                .at("/c")
                .key("2")
                .batch("d", 2, 1)
                .add();
        log.at("/c")
                .key("3")
                .batch("r", 2, 0)
                .add()
                .at("/c")
                .expectedOffset(0)
                .batch("r", 2, 1)
                .add();
        log.at("/c")
                .key("3")
                .batch("i", 2, 0)
                .add()
                .at("/c")
                .add()
                .at("/c")
                .batch("i", 2, 1)
                .add();
        log.at("/c").batch("x", 2, 0).add().at("/c").batch("y", 2, 0).add();
        log.at("/c").batch("x", 2, 1).add().at("/c").batch("y", 2, 1).add();
        log.at("/c")
                .batch("s", 2, 0)
                .add()
                .at("/c")
                .batch("s", 3, 1)
                .add()
                .at("/c")
                .batch("one", 1, 0)
                .add();
        log.at("/c")
                .batch("huge", 1_000_000, 0)
                .add()
                .at("/c")
                .batch("huge", 1_000_000, 1)
                .add();
    }

    private static void contents(LogBuilder log) {
        log.time(-1)
                .at("/Größe/α β.x:y")
                .type("Ünï \"quoted\"\n")
                .key("\\ключ\"")
                .metadata("{\n\"m\" : 1}")
                .add();
        log.time(LogBuilder.START)
                .at("/e")
                .processor("{\"slug\":\"s\"}")
                .payload("{\n \"a\" : 1.0 }\n")
                .add();
        log.at("/e")
                .payload("{broken")
                .add()
                .at("/e")
                .noPayload()
                .add()
                .at("/e")
                .payload("")
                .add();
        log.at("/e").payload("text/plain", "a\nb".getBytes(UTF_8)).add();
        log.at("/e")
                .payload("application/octet-stream", new byte[] {0, (byte) 0xFF})
                .add();
        log.at("/e").payload("application/json", "{}".getBytes(UTF_16LE)).add();
        log.at("/e")
                .header("ce_type", "first")
                .header("ce_type", "last")
                .header("x", (byte[]) null)
                .noId()
                .add();
    }

    private static void quarantine(LogBuilder log) {
        log.unkeyed()
                .add()
                .at("no-slash")
                .add()
                .at("/a/../b")
                .add()
                .at("/e")
                .payload("7".repeat((1 << 20) + 1))
                .add();
        log.at("/e")
                .header("ce_specversion", "0.3")
                .add()
                .at("/e")
                .type("")
                .add()
                .at("/e")
                .key(" ")
                .add();
        log.at("/e")
                .expectedOffset(-2)
                .add()
                .at("/e")
                .metadata("[]")
                .add()
                .at("/e")
                .processor("{\"x\":1}")
                .add();
        log.at("/e").batch("b", 0, 0).add().at("/e").header("ce_batchid", "b").add();
    }

    private static void registries(LogBuilder log) {
        core(
                log,
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"s\",\"subscriber\":{\"type\":\"processor\","
                        + "\"slug\":\" echo \",\"config\":{\"n\":1.50},\"more\":1}}");
        core(
                log,
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"t\",\"subscriber\":{\"type\":\"webhook\","
                        + "\"url\":\"http://h\",\"types\":[\"a\"],\"secret\":\"ü\"}}");
        core(
                log,
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"u\",\"subscriber\":{\"type\":\"built-in\"}}");
        core(
                log,
                CoreEvents.SUBSCRIPTION_CONFIGURED,
                "{\"subscriptionKey\":\"t\",\"subscriber\":{\"type\":\"webhook\"}}");
        core(log, CoreEvents.SUBSCRIPTION_REMOVED, "{\"subscriptionKey\":\"t\"}");
        core(
                log,
                CoreEvents.SUBSCRIBER_CONNECTED,
                "{\"subscriptionKey\":\"c\",\"direction\":\"outbound\",\"subscriber\":"
                        + "{\"label\":\"browser\",\"announcement\":{\"slug\":\"echo\",\"version\":\"1\",\"consumes\":[\"*\"],"
                        + "\"ownedEvents\":[{\"type\":\"echoed\"}]}}}");
        core(log, CoreEvents.WOKEN, "{\"incarnationId\":\"second\"}");
        core(log, CoreEvents.SUBSCRIBER_CONNECTED, "{\"subscriptionKey\":\"d\",\"direction\":\"inbound\"}");
        core(log, CoreEvents.SUBSCRIBER_DISCONNECTED, "{\"subscriptionKey\":\"c\",\"reason\":\"idle\"}");
        core(log, CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/r/z/y\"}");
        core(log, CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/r/z\"}");
        core(log, CoreEvents.CHILD_STREAM_CREATED, "{\"childPath\":\"/other\"}");
    }

    private static void resets(LogBuilder log) {
        log.at("/never").type(CoreEvents.RESET).add();
        log.at("/l")
                .key("k")
                .add()
                .at("/l")
                .type(CoreEvents.RESET)
                .payload("{\"incarnation\":\"0-0\"}")
                .add();
        log.at("/l").type(CoreEvents.PAUSED).add();
        log.at("/l")
                .batch("r", 2, 0)
                .add()
                .at("/l")
                .type(CoreEvents.RESET)
                .payload("{\"reason\":\"r\"}")
                .add();
        log.at("/l").batch("r", 2, 1).add().at("/l").type(CoreEvents.RESET).add();
        log.at("/l").expectedOffset(-1).key("k").add().at("/l").key("k").add();
        log.at("/l").type(CoreEvents.RESET).batch("one", 1, 0).add();
        core(log, CoreEvents.RESET, "{}");
        core(log, CoreEvents.SUBSCRIBER_CONNECTED, "{\"subscriptionKey\":\"d\",\"direction\":\"inbound\"}");
    }

    private static void core(LogBuilder log, String type, String payload) {
        log.at("/r").type(type).payload(payload).add();
    }

    private static void longRun(LogBuilder log) {
        for (int i = 0; i < 405; i++) {
            log.at("/f").type("run").payload(Integer.toString(i)).add();
        }
        log.at("/f").type("other").add().at("/f").type("run").add();
    }
}
