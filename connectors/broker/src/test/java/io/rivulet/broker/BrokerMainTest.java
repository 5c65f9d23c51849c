package io.rivulet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerMainTest {

    @Test
    void shouldReadItsOptions() {
        assertThat(BrokerMain.parse(List.of("--data", "somewhere", "--port", "9092")))
                .isEqualTo(new BrokerSettings(Path.of("somewhere"), 9092));
        assertThat(BrokerMain.parse(List.of("--data", "somewhere"))).isEqualTo(BrokerSettings.in(Path.of("somewhere")));
        assertThat(BrokerMain.parse(List.of(
                        "--data",
                        "d",
                        "--host",
                        "10.0.0.1",
                        "--port",
                        "9092",
                        "--id",
                        "1",
                        "--cluster-id",
                        "c",
                        "--quorum",
                        "1@10.0.0.1:9093")))
                .isEqualTo(new BrokerSettings(
                        Path.of("d"),
                        "10.0.0.1",
                        9092,
                        new BrokerCluster("c", 1, List.of(new Voter(1, "10.0.0.1", 9093)))));
    }

    @ParameterizedTest
    @CsvSource({
        "--data, no value",
        "--nonsense x, no such option",
        "--port 1, --data is missing",
        "--data x --quorum 1@a:1, --cluster-id is missing"
    })
    void shouldSayWhatIsWrongWithItsOptions(String words, String complaint) {
        assertThatThrownBy(() -> BrokerMain.parse(List.of(words.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
