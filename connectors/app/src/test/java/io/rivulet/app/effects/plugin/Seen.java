package io.rivulet.app.effects.plugin;

/**
 * The events of a file that a processor has seen.
 *
 * @param chain of the keys of the events: another one if an event is missing, comes twice, or comes in another place
 */
record Seen(long events, int chain) {

    Seen plus(String key) {
        return new Seen(events + 1, 31 * chain + key.hashCode());
    }
}
