package io.rivulet.engine.processor;

import io.rivulet.engine.fold.StreamRow;
import io.rivulet.engine.lane.Directory;
import io.rivulet.engine.lane.Subscriber;
import io.rivulet.engine.store.PartitionReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who subscribes to the streams of a namespace: by the settings, all streams under a path; by its own events, one stream. A
 * processor that is attached in both ways is one lane, and the stream's own word counts. Any thread.
 */
public final class Attachments implements Directory {

    private final List<Prefix> prefixes;
    private final Configurations configurations;

    /** A processor on all streams under a path. */
    private record Prefix(Attachment attachment, Subscriber subscriber) {}

    /**
     * Makes the processors that the settings attach.
     *
     * @param attachments of this namespace
     */
    public Attachments(List<Attachment> attachments, Configurations configurations) {
        this.configurations = configurations;
        prefixes = attachments.stream()
                .map(attachment -> new Prefix(attachment, configurations.processor(attachment.slug(), "{}", null)))
                .toList();
    }

    @Override
    public boolean mayHave(StreamRow stream) {
        if (configurations.isConfigured(stream)) {
            return true;
        }
        for (Prefix prefix : prefixes) {
            if (prefix.attachment().covers(stream.path())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Subscriber> of(StreamRow stream, PartitionReader reader) {
        Map<String, Subscriber> found = new LinkedHashMap<>();
        for (Prefix prefix : prefixes) {
            if (prefix.attachment().covers(stream.path())) {
                found.put(prefix.subscriber().lane(), prefix.subscriber());
            }
        }
        configurations.of(stream, reader).forEach(subscriber -> found.put(subscriber.lane(), subscriber));
        return new ArrayList<>(found.values());
    }

    @Override
    public Optional<Subscriber> find(StreamRow stream, PartitionReader reader, String lane) {
        if (!configurations.isConfigured(stream)) {
            for (Prefix prefix : prefixes) {
                if (prefix.subscriber().lane().equals(lane)) {
                    return prefix.attachment().covers(stream.path())
                            ? Optional.of(prefix.subscriber())
                            : Optional.empty();
                }
            }
        }
        return Directory.super.find(stream, reader, lane);
    }
}
