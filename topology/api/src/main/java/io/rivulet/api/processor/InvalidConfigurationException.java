package io.rivulet.api.processor;

import java.util.List;

/** A configuration that a processor cannot work with. Its author acts: the message holds all mistakes. */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * @param mistakes one sentence each, with the key, its value and what is allowed
     */
    public InvalidConfigurationException(List<String> mistakes) {
        super(String.join("; ", mistakes));
    }
}
