package io.rivulet.engine.topic;

/**
 * Something about a topic that should be otherwise.
 *
 * @param rule the setting of the topic that it is about, or {@code partitions}
 * @param found what is so, and what follows from it; one sentence without its full stop
 * @param remedy what to do; one sentence without its full stop
 */
public record TopicFault(Weight weight, String rule, String found, String remedy) {

    public enum Weight {
        /** May be meant. Look whether it is. */
        WARNING,
        /** Breaks something that Rivulet promises, sooner or later. Change it. */
        PROBLEM,
        /** A node does not start on such a topic. Change it, or name another topic. */
        FATAL
    }

    @Override
    public String toString() {
        return found + ". " + remedy;
    }
}
