package io.rivulet.app.client;

import picocli.CommandLine.Option;

/** How a command prints what it learns. */
public final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, json for programs (default: ${DEFAULT-VALUE})")
    private Format format;

    public boolean isJson() {
        return format == Format.JSON;
    }

    /** How answers are printed. */
    enum Format {
        TEXT,
        JSON
    }
}
