package io.rivulet.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command as somebody types it, and what came of it. */
public record Typed(int exitCode, String out, String err) {

    public static Typed run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Rivulet.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new Typed(exitCode, out.toString(), err.toString());
    }
}
