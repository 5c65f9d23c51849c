package io.rivulet.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Goes through lines of which only the beginning matters. */
final class LineScan {

    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 32;

    private LineScan() {}

    /**
     * Shows the beginning of each line, up to 32 bytes of it.
     *
     * @param goOn false to end
     */
    static void of(InputStream in, Predicate<String> goOn) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte[] line = new byte[BEGINNING];
        int length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int at = 0; at < read; at++) {
                if (buffer[at] == '\n') {
                    if (!goOn.test(new String(line, 0, length, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    length = 0;
                } else if (length < BEGINNING) {
                    line[length++] = buffer[at];
                }
            }
        }
    }
}
