package io.rivulet.engine;

import io.rivulet.engine.outbound.Outlets;
import io.rivulet.engine.processor.Catalogue;
import io.rivulet.engine.processor.RemoteAppends;
import java.util.List;

/**
 * What an engine is given by whoever wires it.
 *
 * @param processors that its streams may have; closed with the node
 * @param remoteAppends the way to streams of other owners
 * @param outlets the ways out; closed with the node
 */
public record Extensions(Catalogue processors, RemoteAppends remoteAppends, Outlets outlets) {

    /** None. */
    public static Extensions none() {
        return new Extensions(new Catalogue(List.of()), RemoteAppends.NONE, Outlets.NONE);
    }
}
