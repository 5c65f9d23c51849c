package io.rivulet.http.exchange;

/** Headers of Rivulet's own. */
public final class RivuletHeader {

    /** In answers: the node whose rows, or whose fold, the answer is from. */
    public static final String NODE = "Rivulet-Node";

    /** In answers to reads: the offset of the partition up to which the rows were folded, -1 for none. */
    public static final String APPLIED_OFFSET = "Rivulet-Applied-Offset";

    /** In answers to reads of one stream: the life of the stream that they are of. */
    public static final String INCARNATION = "Rivulet-Incarnation";

    /** In answers of a stand-by: how many offsets it was behind the end of the log, or {@code unknown}. */
    public static final String RECORDS_BEHIND = "Rivulet-Records-Behind";

    /** In answers that are problems: which one, for who relays them. */
    public static final String PROBLEM = "Rivulet-Problem";

    /** In answers that are tails: the key of the subscription, or the id that it was given, percent-encoded. */
    public static final String SUBSCRIPTION = "Rivulet-Subscription";

    /** Between nodes: the node that sent the request on. Such a request is not sent on again. */
    public static final String FORWARDED = "Rivulet-Forwarded";

    /** Between nodes: from what the idempotency keys of events without one are made, so that it can be sent again. */
    public static final String APPEND_ID = "Rivulet-Append-Id";

    private RivuletHeader() {}
}
