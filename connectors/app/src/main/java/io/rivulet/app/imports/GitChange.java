package io.rivulet.app.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a commit did to a file.
 *
 * @param status git's letter for it
 * @param path within the repository
 * @param otherPath where a renamed file came from or went to, else null
 */
record GitChange(char status, String path, @Nullable String otherPath) {

    String type() {
        return switch (status) {
            case 'A' -> "file.added";
            case 'M' -> "file.modified";
            case 'D' -> "file.deleted";
            case 'R' -> "file.renamed";
            case 'C' -> "file.copied";
            case 'T' -> "file.type-changed";
            default -> "file.changed";
        };
    }

    void describeRename(ObjectNode payload) {
        if (otherPath != null) {
            payload.put(status == 'D' ? "renamedTo" : "renamedFrom", "/" + otherPath);
        }
    }
}
