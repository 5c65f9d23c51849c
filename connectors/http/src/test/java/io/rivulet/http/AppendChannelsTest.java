package io.rivulet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.cluster.Address;
import io.rivulet.http.channel.AppendChannels;
import io.rivulet.http.cluster.Peers;
import io.rivulet.http.cluster.SentAppend;
import io.rivulet.http.exchange.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The near end of a channel by itself, to a real server. */
@Timeout(60)
class AppendChannelsTest {

    private final FakeNamespace owned = new FakeNamespace();
    private final TestServer owner = new TestServer(owned);
    private final Address address = new Address("127.0.0.1", owner.server.port());
    private final Peers peers = new Peers(new Address("127.0.0.1", 1));
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final AppendChannels channels = new AppendChannels(peers, ticker);

    @BeforeEach
    void start() throws Exception {
        peers.start();
    }

    @AfterEach
    void close() {
        peers.close();
        ticker.shutdownNow();
        owner.close();
    }

    @Test
    void shouldGiveUpWhatHasNoReplyInTimeAndGoOn() {
        // Given
        owned.verdicts = new CompletableFuture<>();
        CompletableFuture<Peers.Reply> late = append(1, Duration.ofMillis(200));
        owned.awaitAppends(1);
        owned.verdicts = CompletableFuture.completedFuture(null);

        // When
        Peers.Reply next = append(2, Duration.ofSeconds(20)).join();

        // Then
        assertThat(next.status()).isEqualTo(201);
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(peers.forwards().answered()).isEqualTo(1);
        assertThat(peers.forwards().failed()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNobodyWasReached() {
        owner.close();

        CompletableFuture<Peers.Reply> nobody = append(1, Duration.ofSeconds(20));

        assertThatThrownBy(nobody::join).satisfies(failure -> assertThat(Peers.mayHaveActed(failure.getCause()))
                .isFalse());
    }

    @Test
    void shouldBringBackWhatTheOtherNodeSaysInsteadOfOpeningAChannel() {
        Peers.Reply reply = channels.append(
                        address,
                        new SentAppend(
                                "none",
                                new StreamPath("/a"),
                                MediaType.JSON,
                                new byte[] {'{', '}'},
                                "0123456789abcdef-1"),
                        Duration.ofSeconds(20))
                .join();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo("unknown-namespace");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("no namespace 'none'");
        assertThat(reply.elsewhere()).isNull();
    }

    @Test
    void shouldLookElsewhereAtOnceWhenTheOtherNodeIsClosing() {
        // Given
        CompletableFuture<Void> verdicts = new CompletableFuture<>();
        owned.verdicts = verdicts;
        CompletableFuture<Peers.Reply> before = append(1, Duration.ofSeconds(20));
        owned.awaitAppends(1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(owner::close);

        // When
        Peers.Reply refused = untilRefused();

        // Then
        assertThat(refused.problem()).isEqualTo("closing");
        assertThat(refused.elsewhere()).isNotNull();
        assertThat(before).isNotDone();
        verdicts.complete(null);
        assertThat(before.join().status()).isEqualTo(201);
        closing.join();
    }

    /** It has said goodbye, and then the verdict does not come. */
    @Test
    void shouldGiveUpInTimeWhatWaitsForANodeThatIsClosing() {
        // Given
        CompletableFuture<Void> verdicts = new CompletableFuture<>();
        owned.verdicts = verdicts;
        CompletableFuture<Peers.Reply> late = append(1, Duration.ofSeconds(1));
        owned.awaitAppends(1);

        // When
        CompletableFuture<Void> closing = CompletableFuture.runAsync(owner::close);
        untilRefused();

        // Then
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        verdicts.complete(null);
        closing.join();
    }

    /** Until the owner closes, further appends wait for their verdicts. */
    private Peers.Reply untilRefused() {
        while (true) {
            Peers.Reply reply = append(2, Duration.ofSeconds(20))
                    .completeOnTimeout(new Peers.Reply(0, "", 0, new byte[0]), 500, TimeUnit.MILLISECONDS)
                    .exceptionally(rejected -> new Peers.Reply(0, "", 0, new byte[0]))
                    .join();
            if (reply.status() != 0) {
                return reply;
            }
        }
    }

    private CompletableFuture<Peers.Reply> append(int number, Duration within) {
        return channels.append(
                address,
                new SentAppend(
                        "default",
                        new StreamPath("/a"),
                        MediaType.JSON,
                        "{\"type\":\"t\"}".getBytes(StandardCharsets.UTF_8),
                        "0123456789abcdef-" + number),
                within);
    }
}
