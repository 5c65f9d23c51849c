package io.rivulet.app.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Test cases that are kept as data: arrays of objects, each with its name in {@code case}. */
final class Cases {

    private Cases() {}

    /** Each case of a resource: name and object. */
    static Stream<Arguments> of(String resource) throws IOException {
        try (InputStream file = Cases.class.getResourceAsStream(resource)) {
            JsonNode cases = NodeClient.JSON.readTree(file);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(one -> Arguments.of(one.get("case").asText(), one));
        }
    }
}
