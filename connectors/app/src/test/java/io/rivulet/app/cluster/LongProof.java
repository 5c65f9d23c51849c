package io.rivulet.app.cluster;

import io.rivulet.app.proof.ProofPage;
import java.nio.file.Path;

/** Whether a proof on a cluster is the long one, which the system property {@code proof.cluster} asks for by its name. */
public final class LongProof {

    private static final String ASKED = System.getProperty("proof.cluster");

    private LongProof() {}

    /** One number for the long form, another for the short one. */
    public static int choose(int whenLong, int whenShort) {
        return ASKED == null ? whenShort : whenLong;
    }

    /** Writes the page of a long proof down; of a short one nothing is written. */
    public static void write(ProofPage page, Class<?> proof) {
        if (ASKED != null) {
            String history = System.getProperty("proof.history");
            page.write("-Dproof.cluster=" + proof.getSimpleName()
                    + (history == null
                            ? ""
                            : " -Dproof.history=$PWD/" + Path.of(history).getFileName()));
        }
    }
}
