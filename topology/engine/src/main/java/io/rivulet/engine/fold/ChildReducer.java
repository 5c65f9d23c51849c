package io.rivulet.engine.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import org.jspecify.annotations.Nullable;

/** Which immediate children a stream has (CS-6). */
final class ChildReducer {

    private final PayloadCheck check;

    ChildReducer(PayloadCheck check) {
        this.check = check;
    }

    /** CS-6: of a path below the stream's own, the next segment; of any other, nothing. */
    @Nullable
    RegistryChange announced(StreamRow stream, JsonNode body) {
        if (!check.isText(body, "childPath")) {
            return null;
        }
        String announced = PayloadCheck.text(body, "childPath");
        try {
            announced = new StreamPath(announced).value();
        } catch (InvalidPathException e) {
            return fail("The payload's childPath must be a path: a leading slash, no trailing one");
        }
        String child = immediate(stream.pathText(), announced);
        return child == null
                ? RegistryChange.NONE
                : (registries, parent, offset, time) -> registries.addChild(parent, child, offset);
    }

    private static @Nullable String immediate(String own, String announced) {
        String prefix = own.equals("/") ? own : own + "/";
        if (!announced.startsWith(prefix) || announced.length() == prefix.length()) {
            return null;
        }
        int end = announced.indexOf('/', prefix.length());
        return end < 0 ? announced : announced.substring(0, end);
    }

    private @Nullable RegistryChange fail(String sentence) {
        check.complain(sentence);
        return null;
    }
}
