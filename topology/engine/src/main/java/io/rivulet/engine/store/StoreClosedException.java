package io.rivulet.engine.store;

/** The store is closed: its partition is with another node now, or this node is stopping. Ask again. */
public final class StoreClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreClosedException() {
        super("the store of this partition is closed");
    }
}
