package io.rivulet.engine.fold;

/** What an accepted core event does to the registries of its stream. */
interface RegistryChange {

    /** Nothing. */
    RegistryChange NONE = (registries, stream, offset, time) -> {};

    /**
     * Does it.
     *
     * @param offset of the event
     * @param time of the event, milliseconds since the epoch
     */
    void apply(Registries registries, StreamRow stream, long offset, long time);
}
