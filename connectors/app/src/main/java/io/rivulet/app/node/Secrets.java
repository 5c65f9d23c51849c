package io.rivulet.app.node;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings are nobody's business, going by their names. */
final class Secrets {

    private static final String MASK = "********";
    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|keystore\\.key$|user\\.info");

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /** The value fit to be shown. */
    static String masked(String key, String value) {
        return isSecret(key) ? MASK : value;
    }
}
