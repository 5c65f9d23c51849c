package io.rivulet.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells whoever typed a command why it failed: one line for what was foreseen, a stack trace for a bug. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult typed) {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof CommandFailure foreseen) {
            err.println(foreseen.getMessage());
            return foreseen.exitCode();
        }
        failure.printStackTrace(err);
        return ExitCode.INTERNAL;
    }
}
