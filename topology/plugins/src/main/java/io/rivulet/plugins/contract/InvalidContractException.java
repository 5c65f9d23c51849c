package io.rivulet.plugins.contract;

import java.util.List;
import java.util.stream.Collectors;

/** A contract that does not hold; its author acts. The message lists every mistake. */
public final class InvalidContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    InvalidContractException(String slug, List<Mistake> mistakes) {
        super("the contract of '" + slug + "' does not hold: "
                + mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
