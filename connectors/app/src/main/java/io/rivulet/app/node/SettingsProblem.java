package io.rivulet.app.node;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the settings.
 *
 * @param value as it was given, masked if it is a secret; null when it is missing
 * @param origin where it was given; null when it is missing
 * @param what one sentence, with the allowed range where there is one
 */
public record SettingsProblem(String key, @Nullable String value, @Nullable String origin, String what) {

    @Override
    public String toString() {
        return key + (value == null ? "" : " = " + value) + ": " + what + (origin == null ? "" : " [" + origin + "]");
    }
}
