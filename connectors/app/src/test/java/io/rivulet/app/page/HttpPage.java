package io.rivulet.app.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests of a Markdown page, in order, each with the answer that it says comes. Both are blocks of the kind {@code http}:
 * a request begins with its method, an answer with its status.
 */
record HttpPage(List<Exchange> exchanges) {

    /**
     * A request and its answer.
     *
     * @param line where the request stands on the page, from 1
     * @param status of the answer
     * @param answerHeaders those of the answer that the page shows
     */
    record Exchange(
            int line,
            String method,
            String target,
            Map<String, String> headers,
            String body,
            int status,
            Map<String, String> answerHeaders,
            Expected answer) {}

    /** The lines of a block: the first one, headers, and the rest. */
    private record Block(int line, String first, Map<String, String> headers, List<String> body) {

        static Block of(int line, List<String> lines) {
            Map<String, String> headers = new LinkedHashMap<>();
            int at = 1;
            while (at < lines.size() && lines.get(at).matches("[A-Z][A-Za-z-]+: .*")) {
                String[] parts = lines.get(at++).split(": ", 2);
                headers.put(parts[0], parts[1]);
            }
            boolean hasGap = at < lines.size() && lines.get(at).isEmpty();
            return new Block(line, lines.get(0), headers, lines.subList(hasGap ? at + 1 : at, lines.size()));
        }
    }

    static HttpPage read(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> open = null;
        int number = 0;
        for (String line : Files.readAllLines(page)) {
            number++;
            if (open == null && line.equals("```http")) {
                open = new ArrayList<>();
            } else if (open != null && line.equals("```")) {
                blocks.add(Block.of(number - open.size(), open));
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i + 1 < blocks.size(); i += 2) {
            exchanges.add(exchange(blocks.get(i), blocks.get(i + 1)));
        }
        return new HttpPage(exchanges);
    }

    private static Exchange exchange(Block request, Block answer) {
        String[] first = request.first().split(" ", 2);
        return new Exchange(
                request.line(),
                first[0],
                first[1],
                request.headers(),
                String.join("\n", request.body()),
                Integer.parseInt(answer.first()),
                answer.headers(),
                new Expected(answer.body()));
    }
}
