package io.rivulet.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a batch: {@code t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hexadecimal>}. A receiver computes the same, and takes
 * nothing whose time is long past.
 */
final class Signature {

    static final String HEADER = "Rivulet-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    static String of(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
