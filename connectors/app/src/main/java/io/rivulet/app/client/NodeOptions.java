package io.rivulet.app.client;

import io.rivulet.client.ClientSettings;
import io.rivulet.client.connection.NodeAddress;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which node a client command talks to, and how it prints what it learns. */
public final class NodeOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "the node (default: ${DEFAULT-VALUE})")
    private URI url;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "the namespace (default: ${DEFAULT-VALUE})")
    private String namespace;

    @Mixin
    private OutputOption output;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** A client of the node that the options name: one request, one answer. */
    public NodeClient client() {
        requireUrl();
        return new NodeClient(new NodeAddress(url, namespace));
    }

    /** The settings of a client that comes back when the node that the options name is away. */
    public ClientSettings settings() {
        requireUrl();
        return ClientSettings.of(url).withNamespace(namespace);
    }

    private void requireUrl() {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ParameterException(command.commandLine(), "--url is like http://127.0.0.1:8080; it was " + url);
        }
    }

    public boolean isJson() {
        return output.isJson();
    }
}
