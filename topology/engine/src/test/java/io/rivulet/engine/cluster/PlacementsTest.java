package io.rivulet.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementsTest {

    private static final long SOON = 1_000_000_000;

    private Collection<StreamsMetadata> metadata = List.of();
    private long nanos;
    private final Placements placements = new Placements(
            "topic",
            3,
            () -> {
                if (metadata.isEmpty()) {
                    throw new IllegalStateException("not running");
                }
                return metadata;
            },
            () -> nanos);

    @Test
    void shouldKnowOwnersAndCopies() {
        assertThat(placements.owner(0)).isNull();

        metadata = List.of(new Member("a", Set.of(0, 1), Set.of(2)), new Member("b", Set.of(2), Set.of(0)));
        nanos += SOON;

        assertThat(placements.owner(2)).isEqualTo(new Address("b", 8080));
        assertThat(placements.standBys(0)).containsExactly(new Address("b", 8080));
        assertThat(placements.nodes()).extracting(Address::host).containsExactly("a", "b");
    }

    @Test
    void shouldExpectItsOwnAtTheOthersOnceItLeaves() {
        // Given
        Address a = new Address("a", 8080);
        Address b = new Address("b", 8080);
        Address c = new Address("c", 8080);
        metadata = List.of(
                new Member("a", Set.of(0, 1), Set.of()),
                new Member("b", Set.of(2), Set.of(1)),
                new Member("c", Set.of(), Set.of(0)));
        nanos += SOON;

        // When
        placements.leaves(a);

        // Then who has a copy comes first
        assertThat(placements.owner(0)).isNull();
        assertThat(placements.standBys(0)).containsExactly(c, b);
        assertThat(placements.standBys(1)).containsExactly(b, c);
        assertThat(placements.owner(2)).isEqualTo(b);
    }

    @Test
    void shouldAskTheHeirsInTurn() {
        Address self = new Address("a", 8080);
        Address b = new Address("b", 8080);
        Address c = new Address("c", 8080);

        Placement left = new Placement(false, null, List.of(self, b, c));

        assertThat(left.other(self, 0)).isEqualTo(b);
        assertThat(left.other(self, 1)).isEqualTo(c);
        assertThat(left.other(self, 2)).isEqualTo(b);
        assertThat(new Placement(false, b, List.of(c)).other(self, 1)).isEqualTo(b);
        assertThat(new Placement(false, self, List.of(c)).other(self, 0)).isNull();
    }

    @Test
    void shouldKeepTheLastAssignmentWhileThereIsNone() {
        metadata = List.of(new Member("a", Set.of(0, 1, 2), Set.of()));
        nanos += SOON;
        assertThat(placements.owner(0)).isEqualTo(new Address("a", 8080));

        metadata = List.of();
        nanos += SOON;

        assertThat(placements.owner(0)).isEqualTo(new Address("a", 8080));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                ":80",
                "host:0",
                "host:65536",
                "0.0.0.0:80",
                "[::]:80",
                "http://a:80",
                "a b:1"
            })
    void shouldRefuseWhatIsNoAddressOfANode(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "10.0.0.1:80", "[::1]:65535", "node-1.example.com:1"})
    void shouldReadTheAddressOfANode(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    /** A member of the group as Kafka Streams tells of it. */
    private record Member(String host, Set<Integer> owned, Set<Integer> copied) implements StreamsMetadata {

        private static Set<TopicPartition> of(Set<Integer> partitions) {
            Set<TopicPartition> ours = partitions.stream()
                    .map(partition -> new TopicPartition("topic", partition))
                    .collect(Collectors.toSet());
            IntStream.range(0, 9).forEach(other -> ours.add(new TopicPartition("other", other)));
            return ours;
        }

        @Override
        public HostInfo hostInfo() {
            return new HostInfo(host, port());
        }

        @Override
        public Set<String> stateStoreNames() {
            return Set.of();
        }

        @Override
        public Set<TopicPartition> topicPartitions() {
            return of(owned);
        }

        @Override
        public Set<TopicPartition> standbyTopicPartitions() {
            return of(copied);
        }

        @Override
        public Set<String> standbyStateStoreNames() {
            return Set.of();
        }

        @Override
        public int port() {
            return 8080;
        }
    }
}
