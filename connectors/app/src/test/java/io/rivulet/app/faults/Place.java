package io.rivulet.app.faults;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a process runs and listens.
 *
 * @param name of the process, such as {@code node-2}
 * @param network its network namespace; null for that of this process
 */
record Place(String name, String host, int port, @Nullable String network) {

    String address() {
        return host + ":" + port;
    }

    /** A command line as it is run at this place. */
    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        if (network != null) {
            command.addAll(List.of("ip", "netns", "exec", network));
        }
        command.addAll(words);
        return command;
    }
}
