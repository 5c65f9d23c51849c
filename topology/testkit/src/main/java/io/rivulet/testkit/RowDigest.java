package io.rivulet.testkit;

import io.rivulet.engine.fold.Bytes;
import io.rivulet.engine.fold.Progress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of all rows of a partition, progress included: equal for equal rows, whatever way they came about. */
public final class RowDigest {

    private RowDigest() {}

    /** The digest in hexadecimal digits. */
    public static String of(MapRows rows, Progress progress) {
        Bytes all = new Bytes(1 << 16);
        MapRows.Checkpoint checkpoint = rows.checkpoint(progress);
        rows.events().forEach((key, value) -> {
            all.putSized(key.family().name()).putLong(key.stream()).putLong(key.first());
            all.putLong(key.second()).putSized(value);
        });
        checkpoint.encode(all);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(all.array(), 0, all.length());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
