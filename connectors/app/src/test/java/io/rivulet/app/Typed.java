package io.rivulet.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** A command as somebody types it, and what came of it. */
public record Typed(int exitCode, String out, String err) {

    public static Typed run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Rivulet.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new Typed(exitCode, out.toString(), err.toString());
    }

    /** A command for the node at an address. */
    public static Typed at(String url, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = url;
        return run(all);
    }
}
