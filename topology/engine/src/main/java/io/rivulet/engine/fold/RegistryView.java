package io.rivulet.engine.fold;

import java.util.List;

/** The beginnings of a stream's registries, for its state as it is served. */
public record RegistryView(
        List<SubscriptionEntry> subscriptions,
        List<ConnectionEntry> connections,
        List<AnnouncementEntry> announcements,
        List<ChildEntry> children) {

    /** Of each registry the state shows so many entries, that it stays one answer. */
    public static final int MOST = 100;

    /** Of each registry the state shows about so many bytes, and one entry at least. */
    public static final int MOST_BYTES = 64 << 10;

    public static final RegistryView EMPTY = new RegistryView(List.of(), List.of(), List.of(), List.of());

    public RegistryView {
        subscriptions = List.copyOf(subscriptions);
        connections = List.copyOf(connections);
        announcements = List.copyOf(announcements);
        children = List.copyOf(children);
    }

    /** Whether it shows all that the stream has. */
    boolean isWhole(RegistryCounts counts) {
        return subscriptions.size() == counts.subscriptions()
                && connections.size() == counts.connections()
                && announcements.size() == counts.announcements()
                && children.size() == counts.children();
    }
}
