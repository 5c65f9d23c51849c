package io.rivulet.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Rivulet.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"Rivulet " + version, "Java ${java.version}, ${os.name} ${os.arch}"};
    }
}
