package io.rivulet.wire;

import org.apache.kafka.common.utils.Utils;

/** Which partition a stream lives in: that of Kafka's own default for its key, so that every Kafka producer agrees. */
public final class Partitions {

    private Partitions() {}

    /** The partition of a key, from 0. */
    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
