package io.rivulet.engine.fold;

/**
 * What a processor that has connected said of itself; it stays when the processor goes (CS-9).
 *
 * @param offset of the event that told of it
 * @param announcement a JSON object: {@code slug}, {@code version}, {@code description}, {@code consumes}, {@code emits},
 *     {@code ownedEvents} (CS-13)
 */
public record AnnouncementEntry(String slug, long offset, String announcement) {

    byte[] encode() {
        return new Bytes(64).putVarint(offset).putSized(announcement).toArray();
    }

    public static AnnouncementEntry decode(String slug, byte[] value) {
        Reader in = new Reader(value);
        return new AnnouncementEntry(slug, in.readVarint(), in.readText());
    }
}
