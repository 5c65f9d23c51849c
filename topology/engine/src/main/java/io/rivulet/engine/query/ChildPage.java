package io.rivulet.engine.query;

import java.util.List;

/**
 * A page of the immediate children of a stream, in the order in which they were first announced.
 *
 * @param count how many children the stream has
 * @param next the position to go on after, -1 when nothing is left
 */
public record ChildPage(String incarnation, long count, List<Child> children, long next) {

    public static final int MAX_LIMIT = 1000;

    public ChildPage {
        children = List.copyOf(children);
    }

    /**
     * A child.
     *
     * @param position in the order of the announcements, from 0
     * @param path of the child
     * @param offset of the event that announced it
     */
    public record Child(long position, String path, long offset) {}
}
