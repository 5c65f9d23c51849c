package io.rivulet.engine.fold;

/**
 * How many entries the registries of a stream have. Immutable: most events leave it as it is.
 *
 * @param subscriptions configured
 * @param connections open since the newest {@code woken}
 * @param announcements of processors that have connected
 * @param children immediate ones
 * @param wokenAt the offset of the newest {@code woken}, -1 for none
 */
public record RegistryCounts(long subscriptions, long connections, long announcements, long children, long wokenAt) {

    static final RegistryCounts NONE = new RegistryCounts(0, 0, 0, 0, -1);

    RegistryCounts withSubscriptions(long count) {
        return new RegistryCounts(count, connections, announcements, children, wokenAt);
    }

    RegistryCounts withConnections(long count) {
        return new RegistryCounts(subscriptions, count, announcements, children, wokenAt);
    }

    RegistryCounts withAnnouncements(long count) {
        return new RegistryCounts(subscriptions, connections, count, children, wokenAt);
    }

    RegistryCounts withChildren(long count) {
        return new RegistryCounts(subscriptions, connections, announcements, count, wokenAt);
    }

    /** CS-3: every connection died with the old owner. */
    RegistryCounts woken(long offset) {
        return new RegistryCounts(subscriptions, 0, announcements, children, offset);
    }

    void encode(Bytes out) {
        out.putVarint(subscriptions).putVarint(connections).putVarint(announcements);
        out.putVarint(children).putVarint(wokenAt + 1);
    }

    static RegistryCounts decode(Reader in) {
        return new RegistryCounts(
                in.readVarint(), in.readVarint(), in.readVarint(), in.readVarint(), in.readVarint() - 1);
    }
}
