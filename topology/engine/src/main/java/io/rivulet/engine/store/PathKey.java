package io.rivulet.engine.store;

import java.util.Arrays;

/** A path as the key of a map. One that is only looked up with may be moved to another path. */
final class PathKey {

    private byte[] path;
    private int hash;

    PathKey(byte[] path) {
        this.path = path;
        hash = Arrays.hashCode(path);
    }

    PathKey moveTo(byte[] newPath) {
        path = newPath;
        hash = Arrays.hashCode(newPath);
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathKey that && hash == that.hash && Arrays.equals(path, that.path);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
