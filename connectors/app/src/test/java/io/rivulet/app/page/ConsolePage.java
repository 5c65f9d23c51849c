package io.rivulet.app.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The console blocks of a Markdown page, in order. A block's info string is {@code console}, and it may name a terminal
 * after that; all blocks without a name are one terminal. In a block, a line that begins with {@code $ } is a command,
 * {@code ^C} ends the one that runs, and the lines below are what is printed.
 */
record ConsolePage(List<Step> steps) {

    static final String PROMPT = "$ ";
    static final String INTERRUPT = "^C";

    private static final String FENCE = "```";
    private static final String CONSOLE = "console";

    ConsolePage {
        steps = List.copyOf(steps);
    }

    /**
     * One command, or a look at one that runs.
     *
     * @param line where it stands on the page, from 1
     * @param terminal empty for the one that has no name
     * @param interrupts whether what runs there is ended first
     * @param command empty when there is only something printed
     */
    record Step(int line, String terminal, boolean interrupts, String command, Expected printed) {}

    static ConsolePage read(Path page) throws IOException {
        return parse(Files.readAllLines(page));
    }

    static ConsolePage parse(List<String> lines) {
        Parser parser = new Parser();
        lines.forEach(parser::take);
        return new ConsolePage(parser.steps);
    }

    /** Reads line by line. */
    private static final class Parser {

        private final List<Step> steps = new ArrayList<>();
        private final List<String> printed = new ArrayList<>();
        private int line;
        private int began;
        private boolean inOtherBlock;
        private boolean inConsole;
        private boolean interrupts;
        private String terminal = "";
        private String command = "";

        void take(String text) {
            line++;
            if (text.startsWith(FENCE)) {
                fence(text.substring(FENCE.length()).strip());
            } else if (inConsole && text.startsWith(PROMPT)) {
                end();
                begin(text.substring(PROMPT.length()));
            } else if (inConsole && text.equals(INTERRUPT)) {
                end();
                interrupts = true;
            } else if (inConsole) {
                printed.add(text);
            }
        }

        private void fence(String info) {
            if (inConsole) {
                end();
                inConsole = false;
            } else if (inOtherBlock) {
                inOtherBlock = false;
            } else if (info.equals(CONSOLE) || info.startsWith(CONSOLE + " ")) {
                inConsole = true;
                terminal = info.substring(CONSOLE.length()).strip();
                begin("");
            } else {
                inOtherBlock = true;
            }
        }

        private void begin(String newCommand) {
            command = newCommand;
            began = line;
        }

        private void end() {
            if (!command.isEmpty() || !printed.isEmpty()) {
                steps.add(new Step(began, terminal, interrupts, command, new Expected(printed)));
                interrupts = false;
            }
            printed.clear();
            command = "";
        }
    }
}
