package io.rivulet.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a topic say what they are about, where they do not say it as an envelope does: a topic of others is read
 * by what its producers write anyway. All nodes of a namespace must agree on it. Paths and keys are UTF-8.
 *
 * @param isKeyPlain whether the path of a stream is a slash and the key, so that the key <code>a/b</code> is the stream
 *     <code>/a/b</code> and the empty key the root; otherwise the key is the path
 * @param defaultType the type of a record that names none
 * @param typeHeader the header that names the type of a record without {@code ce_type}, or null
 * @param typeField the member of a JSON object that names the type of a record that has no header with one, or null
 */
public record RecordForm(
        boolean isKeyPlain, String defaultType, @Nullable String typeHeader, @Nullable String typeField) {

    public RecordForm {
        if (defaultType.isEmpty()) {
            throw new IllegalArgumentException("defaultType is not empty");
        }
    }

    /** Keys are paths, and what names no type has the default one. */
    public static RecordForm of(String defaultType) {
        return new RecordForm(false, defaultType, null, null);
    }

    /** The path that a key names; whether it is one, the caller looks. The key itself where that is the path. */
    public byte[] path(byte[] key) {
        if (!isKeyPlain) {
            return key;
        }
        byte[] path = new byte[key.length + 1];
        path[0] = '/';
        System.arraycopy(key, 0, path, 1, key.length);
        return path;
    }

    /** The key of the records of a stream. */
    public byte[] key(byte[] path) {
        return isKeyPlain ? Arrays.copyOfRange(path, 1, path.length) : path;
    }

    /** The partition that the records of a stream lie in. */
    public int partition(byte[] path, int partitions) {
        return Partitions.of(key(path), partitions);
    }
}
