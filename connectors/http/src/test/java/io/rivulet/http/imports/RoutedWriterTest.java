package io.rivulet.http.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.engine.cluster.Address;
import io.rivulet.engine.cluster.Placement;
import io.rivulet.http.imports.Writer.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which way lines go while the owner of their partition changes. */
class RoutedWriterTest {

    private static final Address SELF = new Address("here", 1);
    private static final Address PEER = new Address("peer", 1);
    private static final Address OTHER = new Address("other", 1);

    private final List<String> offered = new ArrayList<>();
    private final List<Way> opened = new ArrayList<>();
    private @Nullable Address owner = PEER;
    private final RoutedWriter writer = new RoutedWriter(
            new RoutedWriter.Owners(
                    SELF,
                    path -> path.value().startsWith("/a") ? 0 : 1,
                    partition -> new Placement(SELF.equals(owner), owner, List.of())),
            new Way("here"),
            this::open,
            "import");

    private Writer open(Address peer) {
        Way way = new Way(peer.host());
        opened.add(way);
        return way;
    }

    /** A way to a node. */
    private final class Way implements Writer {

        private final String name;
        private boolean isClosed;

        Way(String name) {
            this.name = name;
        }

        @Override
        public Offer offer(Line line) {
            offered.add(line.number() + " " + name);
            return new Offer(line, new CompletableFuture<>());
        }

        @Override
        public boolean isClosed() {
            return isClosed;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void shouldSendEachLineToItsOwner() throws InterruptedException {
        offer(1, "/a");
        offer(2, "/b");
        owner = SELF;
        writer.settled();
        offer(3, "/a");

        assertThat(offered).containsExactly("1 peer", "2 peer", "3 here");
        assertThat(opened).hasSize(1);
    }

    @Test
    void shouldNotSendALineAnotherWayWhileOthersOfItsPartitionAreOnTheirWay() throws InterruptedException {
        offer(1, "/a");
        owner = OTHER;

        assertThat(offer(2, "/a").verdict()).isCompletedWithValueMatching(Verdict.NotNow.class::isInstance);
        offer(3, "/b");
        assertThat(offered).containsExactly("1 peer", "3 other");

        writer.settled();
        offer(2, "/a");
        assertThat(offered).containsExactly("1 peer", "3 other", "2 other");
    }

    @Test
    void shouldOpenAnotherWayToThePeerThatTakesNoMoreOnlyWhenAllIsSettled() throws InterruptedException {
        offer(1, "/a");
        opened.get(0).isClosed = true;

        assertThat(offer(2, "/a").verdict()).isCompletedWithValueMatching(Verdict.NotNow.class::isInstance);

        writer.settled();
        offer(2, "/a");
        assertThat(offered).containsExactly("1 peer", "2 peer");
        assertThat(opened).hasSize(2);
    }

    @Test
    void shouldNotTakeALineThatHasNoOwner() throws InterruptedException {
        owner = null;

        assertThat(offer(1, "/a").verdict()).isCompletedWithValueMatching(Verdict.NotNow.class::isInstance);
        assertThat(offered).isEmpty();
    }

    private Offer offer(long number, String path) throws InterruptedException {
        return writer.offer(Lines.line(number, path));
    }
}
