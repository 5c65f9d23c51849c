package io.rivulet.engine.announce;

import java.util.List;

/**
 * How the announcing of a namespace's streams does on this node.
 *
 * @param isOn whether they are announced
 * @param count how many ancestors wait to be told
 * @param waiting the first of them, those that wait longest first
 */
public record Announcements(boolean isOn, int count, List<WaitingAncestor> waiting) {

    /** So many of the ancestors that wait are shown. */
    public static final int SHOWN = 20;

    public Announcements {
        waiting = List.copyOf(waiting);
    }
}
