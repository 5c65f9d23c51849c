package io.rivulet.app.doctor;

import java.util.Locale;

/** How something was found. */
enum Mark {
    /** As it should be. */
    OK,
    /** Could not be learned. The finding says why. */
    UNKNOWN,
    /** May be meant. Somebody should look. */
    WARNING,
    /** Must be changed. */
    PROBLEM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
