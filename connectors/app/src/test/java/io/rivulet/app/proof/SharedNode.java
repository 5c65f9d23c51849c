package io.rivulet.app.proof;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one node that those share which harm none: each keeps to streams of its own. It starts with the first test
 * that asks for it and ends with the last test of the run.
 */
public final class SharedNode implements ParameterResolver {

    /** Where the real history goes and nothing else. */
    static final String HISTORY = "history";

    /** Rows change when a test changes them, and soon: streams are not announced, and who is gone is missed at once. */
    private static final String[] SETTINGS = {
        "namespaces=default:rivulet-default," + HISTORY + ":rivulet-history",
        "namespace.default.announce.children=false",
        "namespace." + HISTORY + ".announce.children=false",
        "http.heartbeat.interval.ms=500"
    };

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == NodeUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedNode.class))
                .getOrComputeIfAbsent(NodeUnderTest.class, type -> new NodeUnderTest(SETTINGS), NodeUnderTest.class);
    }
}
