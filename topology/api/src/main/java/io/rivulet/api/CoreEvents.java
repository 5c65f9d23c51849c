package io.rivulet.api;

/** The types of the stream's own events (EV-6): what the core state is reduced from. Anyone may append them. */
public final class CoreEvents {

    /** What every core type starts with. */
    public static final String PREFIX = "io.rivulet.stream.";

    public static final String CREATED = PREFIX + "created";
    public static final String WOKEN = PREFIX + "woken";
    public static final String CONFIGURED = PREFIX + "configured";
    public static final String METADATA_UPDATED = PREFIX + "metadata-updated";
    public static final String PAUSED = PREFIX + "paused";
    public static final String RESUMED = PREFIX + "resumed";
    public static final String ERROR_OCCURRED = PREFIX + "error-occurred";
    public static final String CHILD_STREAM_CREATED = PREFIX + "child-stream-created";
    public static final String RESET = PREFIX + "reset";
    public static final String SUBSCRIPTION_CONFIGURED = PREFIX + "subscription-configured";
    public static final String SUBSCRIPTION_REMOVED = PREFIX + "subscription-removed";
    public static final String SUBSCRIBER_CONNECTED = PREFIX + "subscriber-connected";
    public static final String SUBSCRIBER_DISCONNECTED = PREFIX + "subscriber-disconnected";

    private CoreEvents() {}
}
