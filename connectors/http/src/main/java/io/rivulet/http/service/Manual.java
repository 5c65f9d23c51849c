package io.rivulet.http.service;

import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.MediaType;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the API says about itself: its description, and a page for each type of problem. */
public final class Manual {

    /** Where the pages of problems are. */
    public static final String PROBLEMS = "/problems/";

    private static final String DESCRIPTION = "/io/rivulet/http/openapi.yaml";

    private final byte[] description;

    public Manual() {
        try (InputStream in = Manual.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new IllegalStateException(DESCRIPTION + " is missing from the build");
            }
            description = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code GET /openapi.yaml}. */
    public void description(Exchange exchange) {
        exchange.query();
        exchange.answer(200, MediaType.YAML, ByteBuffer.wrap(description));
    }

    /** {@code GET /problems/{name}}; without a name, all of them. */
    public void problem(Exchange exchange) {
        exchange.query();
        String slug = exchange.rawPath().substring(PROBLEMS.length());
        if (slug.isEmpty()) {
            text(exchange, Arrays.stream(ProblemType.values()).map(Manual::page).collect(Collectors.joining("\n\n")));
            return;
        }
        ProblemType type = ProblemType.bySlug(slug)
                .orElseThrow(() -> Problem.of(ProblemType.UNKNOWN_ROUTE, "There is no problem of this name.")
                        .toException());
        text(exchange, page(type));
    }

    /** The page of a type of problem. */
    static String page(ProblemType type) {
        return type.title() + " (" + type.status() + " " + type.slug() + ")\n\nWhat has happened: " + type.happened()
                + "\n\nWhat to do: " + type.remedy() + "\n";
    }

    private static void text(Exchange exchange, String text) {
        exchange.answer(200, MediaType.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
