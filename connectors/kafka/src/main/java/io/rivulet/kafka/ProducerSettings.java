package io.rivulet.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of a producer whose records are as safe and as ordered as those of a node. */
public final class ProducerSettings {

    private ProducerSettings() {}

    /**
     * These settings, with what streams need: acknowledgement by all in-sync replicas, idempotence (so that what is sent again keeps its
     * place and a batch stays whole), and bytes as keys and values.
     *
     * @throws IllegalArgumentException when they say something else
     */
    public static Map<String, Object> of(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        require(settings, ProducerConfig.ACKS_CONFIG, "all", "-1");
        require(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return settings;
    }

    private static void require(Map<String, Object> settings, String key, String wanted, String... same) {
        Object given = settings.putIfAbsent(key, wanted);
        if (given == null) {
            return;
        }
        String text = given.toString().toLowerCase(Locale.ROOT);
        if (!text.equals(wanted) && !(same.length > 0 && text.equals(same[0]))) {
            throw new IllegalArgumentException(
                    key + " must be " + wanted + ", so that no event is lost or out of order; it was " + given);
        }
    }
}
