package io.rivulet.app.imports;

import io.rivulet.api.InvalidPathException;
import io.rivulet.api.StreamPath;
import io.rivulet.app.CommandFailure;
import io.rivulet.app.ExitCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The history of a git repository as events: one for each commit and changed file, parents before children, on the
 * stream of the file's path. Merges are left out: what they bring is in the commits that they merge.
 *
 * <p>A renamed file is {@code file.deleted} at its old path and {@code file.renamed} at its new one, so that each stream
 * tells its own story.
 */
final class GitHistory implements EventSource {

    /** Header fields end in NUL, then come {@code :modes ids status NUL path NUL [path NUL]} for each file. */
    private static final String FORMAT = "tformat:%H%x00%ct%x00%an%x00%s";

    private final Process log;
    private final InputStream output;
    private final GitErrors errors;
    private final long total;
    private final Queue<byte[]> ready = new ArrayDeque<>();
    private @Nullable String token;
    private @Nullable GitCommit commit;
    private final AtomicLong commits = new AtomicLong();
    private long unfitPaths;

    private GitHistory(Process log, long total) throws IOException {
        this.log = log;
        this.output = new BufferedInputStream(log.getInputStream(), 1 << 16);
        this.errors = new GitErrors(log);
        this.total = total;
        this.token = readToken();
    }

    /** Opens the history that leads to what is checked out in a folder. */
    static GitHistory open(Path repository) {
        try {
            Process count = git(repository, "rev-list", "--count", "--no-merges", "HEAD");
            GitErrors complaints = new GitErrors(count);
            String commits = new String(count.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            complaints.requireSuccess();
            Process log = git(
                    repository,
                    "log",
                    "--reverse",
                    "--date-order",
                    "--no-merges",
                    "--no-color",
                    "--no-notes",
                    "--no-show-signature",
                    "--raw",
                    "--find-renames",
                    "-z",
                    "--encoding=UTF-8",
                    "--format=" + FORMAT);
            return new GitHistory(log, Long.parseLong(commits));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "git cannot be run: " + e.getMessage(), e);
        }
    }

    private static Process git(Path repository, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return process;
    }

    @Override
    public byte @Nullable [] nextLine() throws IOException {
        while (ready.isEmpty()) {
            if (token == null) {
                errors.requireSuccess();
                return null;
            }
            if (commit != null && isChange(token)) {
                readChange(commit, take());
            } else {
                commit = new GitCommit(take(), Long.parseLong(take()), take(), take());
                commits.incrementAndGet();
            }
        }
        return ready.remove();
    }

    private static boolean isChange(String token) {
        return token.startsWith(":") || token.startsWith("\n:");
    }

    private void readChange(GitCommit commit, String change) throws IOException {
        char status = change.charAt(change.lastIndexOf(' ') + 1);
        String path = take();
        if (status != 'R') {
            offer(commit, new GitChange(status, path, null));
            return;
        }
        String renamed = take();
        offer(commit, new GitChange('D', path, renamed));
        offer(commit, new GitChange('R', renamed, path));
    }

    private void offer(GitCommit commit, GitChange change) {
        try {
            ready.add(commit.event(new StreamPath("/" + change.path()), change));
        } catch (InvalidPathException unfit) {
            unfitPaths++;
        }
    }

    /** The token at hand; the next one is read. */
    private String take() throws IOException {
        String taken = token;
        if (taken == null) {
            errors.requireSuccess();
            throw new IOException("git's log ends in the middle of a commit");
        }
        token = readToken();
        return taken;
    }

    private @Nullable String readToken() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = output.read();
        if (next < 0) {
            return null;
        }
        while (next > 0) {
            bytes.write(next);
            next = output.read();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public long position() {
        return commits.get();
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public List<String> omissions() {
        return unfitPaths == 0
                ? List.of()
                : List.of(unfitPaths + " changes left out: their files' names are no paths of streams "
                        + "(control characters, not UTF-8, or too long)");
    }

    @Override
    public void close() {
        log.destroy();
    }
}
