package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;

/** Whether all of Kafka's clients in a node are told to secure their connections in the same way. */
final class SecurityCheck implements Check {

    /** Kafka Streams hands its own settings on to its consumers and to its admin client. */
    private static final List<String> PREFIXES = List.of("admin.", "producer.", "streams.");

    private static final String KEY = CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;

    private final EngineSettings settings;

    SecurityCheck(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "security";
    }

    @Override
    public List<Finding> findings() {
        Map<String, String> protocols = PREFIXES.stream()
                .collect(Collectors.toMap(Function.identity(), prefix -> settings.passThrough(prefix)
                        .getProperty(KEY, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)));
        return List.of(judge(protocols));
    }

    Finding judge(Map<String, String> protocolsByPrefix) {
        String found = new TreeMap<>(protocolsByPrefix)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + KEY + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
        if (protocolsByPrefix.values().stream().distinct().count() > 1) {
            return Finding.problem(
                    id(),
                    "The clients of the brokers differ: " + found,
                    "Set security.protocol, sasl.* and ssl.* for each of " + String.join(", ", PREFIXES));
        }
        return protocolsByPrefix.containsValue(CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
                ? Finding.warning(
                        id(),
                        "Brokers are spoken to in the clear, and are not told who asks: " + found,
                        "Set security.protocol, sasl.* and ssl.* for each of " + String.join(", ", PREFIXES)
                                + " unless the network is trusted")
                : Finding.ok(id(), found);
    }
}
