package io.rivulet.api.processor;

import io.rivulet.api.Refusal;

/**
 * A stream refused an event that a processor appended. Blocking work that ends with it fails the batch; a processor to
 * which a refusal is normal handles it on the stage that {@link ProcessorContext#append} returns.
 */
public final class AppendRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public AppendRefusedException(Refusal refusal) {
        super(refusal.reason().label() + ": " + refusal.detail());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
