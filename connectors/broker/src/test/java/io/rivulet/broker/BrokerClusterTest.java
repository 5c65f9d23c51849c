package io.rivulet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerClusterTest {

    private static final List<Voter> THREE = BrokerCluster.parseVoters("1@a:1,2@b:2,3@::1:3");

    @Test
    void shouldReadVotersAsKafkaWritesThem() {
        BrokerCluster cluster = new BrokerCluster("c", 2, THREE);

        assertThat(THREE).containsExactly(new Voter(1, "a", 1), new Voter(2, "b", 2), new Voter(3, "::1", 3));
        assertThat(cluster.votersText()).isEqualTo("1@a:1,2@b:2,3@::1:3");
        assertThat(cluster.own()).isEqualTo(new Voter(2, "b", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1@a", "a:1", "0@a:1", "1@a:0", "1@a:65536", "1@a:1,,2@b:2"})
    void shouldRefuseWhatIsNoVoter(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BrokerCluster.parseVoters(text));
    }

    @Test
    void shouldHaveEachBrokerOnceAndTheOwnOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerCluster("c", 4, THREE));
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerCluster(" ", 1, THREE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerCluster("c", 1, BrokerCluster.parseVoters("1@a:1,1@b:2")));
    }

    @Test
    void shouldKeepThreeReplicasOfWhichTwoMustHaveTakenIt() {
        Properties three = KafkaProperties.of(Path.of("log"), "a:9", new BrokerCluster("c", 1, THREE));
        Properties alone = KafkaProperties.of(Path.of("log"), "a:9", new BrokerCluster("c", 1, THREE.subList(0, 1)));

        assertThat(three)
                .containsEntry("default.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("listeners", "PLAINTEXT://a:9,CONTROLLER://a:1")
                .containsEntry("controller.quorum.voters", "1@a:1,2@b:2,3@::1:3");
        assertThat(alone).containsEntry("default.replication.factor", "1").containsEntry("min.insync.replicas", "1");
    }
}
