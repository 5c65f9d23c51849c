package io.rivulet.app.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.rivulet.app.proof.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tails and WebSockets that follow streams from their first event on. One in ten of each can be told to take nothing. */
public final class Crowd implements AutoCloseable {

    private static final int STALLED_OF = 10;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final List<URI> nodes;
    private final List<Reader> tails = new ArrayList<>();
    private final List<Reader> sockets = new ArrayList<>();

    /** @param nodes where they connect, in turn; each goes to the next one when its connection breaks */
    public Crowd(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Opens tails, each of the streams in turn. */
    public void openTails(int count, List<String> paths) {
        for (int i = 0; i < count; i++) {
            tails.add(opened(new TailReader(nodes, i, paths.get(i % paths.size()))));
        }
    }

    /** Opens WebSockets with so many subscriptions each, of the streams in turn. */
    public void openSockets(int count, int subscriptions, List<String> paths) {
        for (int i = 0; i < count; i++) {
            List<String> followed = IntStream.range(i, i + subscriptions)
                    .mapToObj(each -> paths.get(each % paths.size()))
                    .toList();
            sockets.add(opened(new SocketReader(nodes, i, followed)));
        }
    }

    private static Reader opened(Reader reader) {
        reader.open();
        return reader;
    }

    /** One in ten tails and one in ten WebSockets take nothing from now on. */
    public void stall() {
        stalled().forEach(Reader::stall);
    }

    /** Those that were stalled take what comes again. */
    public void goOn() {
        stalled().forEach(Reader::goOn);
    }

    private Stream<Reader> stalled() {
        return Stream.of(tails, sockets).flatMap(readers -> IntStream.range(0, readers.size())
                .filter(i -> i % STALLED_OF == STALLED_OF - 1)
                .mapToObj(readers::get));
    }

    /** Those that one in ten of are stalled at a time. */
    public List<Follower> stalledFollowers() {
        return stalled().flatMap(reader -> reader.followers().stream()).toList();
    }

    public List<Follower> followers() {
        return readers().flatMap(reader -> reader.followers().stream()).toList();
    }

    private Stream<Reader> readers() {
        return Stream.concat(tails.stream(), sockets.stream());
    }

    /** Returns once every follower of a stream has its event of this index, and none has anything to complain of. */
    public void await(String path, long index) {
        List<Follower> waited = followers().stream()
                .filter(follower -> follower.path().equals(path))
                .toList();
        try {
            await(waited, index);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + ": " + late(path, index), late);
        }
    }

    private List<Reader> late(String path, long index) {
        return readers()
                .filter(reader -> reader.followers().stream()
                        .anyMatch(follower -> follower.path().equals(path) && follower.index() < index))
                .toList();
    }

    /** Returns once each of some has the event of this index. */
    public static void await(List<Follower> waited, long index) {
        Deadline.await("all have the event " + index, LOOK, () -> {
            waited.forEach(follower -> assertThat(follower.complaint()).isNull());
            return waited.stream().allMatch(follower -> follower.index() >= index);
        });
    }

    /** How often they had to connect again, all together. */
    public int reconnections() {
        return readers().mapToInt(Reader::reconnections).sum();
    }

    @Override
    public void close() {
        readers().forEach(Reader::close);
    }
}
