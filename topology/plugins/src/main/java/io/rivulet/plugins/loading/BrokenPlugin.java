package io.rivulet.plugins.loading;

import java.util.List;

/**
 * A plugin, or one processor of it, that cannot be used.
 *
 * @param location the directory or jar
 * @param mistakes one sentence each; not empty
 */
public record BrokenPlugin(String location, List<String> mistakes) {

    public BrokenPlugin {
        mistakes = List.copyOf(mistakes);
    }

    @Override
    public String toString() {
        return location + ": " + String.join("; ", mistakes);
    }
}
