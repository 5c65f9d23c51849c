package io.rivulet.testkit.history.judge;

/** What must hold in every history of a correct system. */
public enum Rule {
    SETTLED("in the end every node shows one and the same log, from its beginning to its end"),
    DENSE("indexes are 0, 1, 2 and so on, offsets rise"),
    ASKED_FOR("every event was asked for by an append, but for the one that a stream begins with"),
    ACKNOWLEDGED("every acknowledged event is in the log, at the offset and index that were answered"),
    ONCE("no event is in the log twice"),
    ORDERED("an append that was answered before another was called comes before it"),
    EXPECTED("an event follows the one that it was to follow"),
    KEYED("an idempotency key is taken once, and a duplicate is answered with the event that took it"),
    WHOLE("a batch is there in one piece, or not at all"),
    ABSENT("a refused append is not in the log"),
    REFUSED_TRULY("what a refusal says was so at some moment between its call and its return"),
    PREFIX("every read shows the log from its beginning to some event, and nothing else"),
    NOT_AHEAD("nothing is shown before it was asked for"),
    REFLECTED("a read shows all up to the offset that it says to reflect"),
    COMPLETE("a linearizable read shows all that was acknowledged before it was called"),
    FORWARD("a linearizable read shows no less than another that was over before it was called"),
    AT_LEAST("a read shows all up to the offset that it asked for at least"),
    OWNER_FORWARD("a node that runs on never shows less than it showed before, but where it answers as a stand-by"),
    BEHIND("a stand-by is not further behind than it says"),
    TAILED("a tail brings each event once and in order, and leaves none out"),
    TAILED_TO_THE_END("a tail that waits long enough brings the log to its end");

    private final String claim;

    Rule(String claim) {
        this.claim = claim;
    }

    /** The rule as a sentence. */
    public String claim() {
        return claim;
    }
}
