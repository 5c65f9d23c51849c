package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.ExitCode;
import io.rivulet.app.Logging;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.OutputOption;
import io.rivulet.app.node.GivenSettings;
import io.rivulet.app.node.NodeSettings;
import io.rivulet.app.node.SettingsCheck;
import io.rivulet.app.node.SettingsOptions;
import io.rivulet.app.progress.Progress;
import io.rivulet.engine.EngineSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rivulet doctor}: checks all that a node of these settings needs, and says what to change. */
@Command(
        name = "doctor",
        description = "Check what a node needs, before or while it runs, and say what to change.",
        footer = {
            "",
            "Takes the settings of serve, and is to run where the node runs. Writes nothing, to Kafka or to the disk.",
            "Ends with 1 if something must be changed; with --strict also if something should be looked at.",
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** Checks run side by side, so the time that is left cannot be told from how many are done. */
    private static final long UNKNOWN_TIME = -1;

    private static final String ANY_PRINCIPAL = "User:rivulet";

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec command;

    @Option(names = "--strict", description = "end with 1 for warnings too")
    private boolean isStrict;

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            description = "print the ACLs that a node needs, as commands for this principal, as in User:rivulet")
    private @Nullable String principal;

    @Option(
            names = "--peer",
            paramLabel = "HOST:PORT",
            description = "a node that runs, to learn of the others from (default: the one at application.server)")
    private @Nullable String peer;

    @Override
    public Integer call() throws InterruptedException {
        Logging.hushConnections();
        GivenSettings given = settings.gather(System.getenv());
        List<Finding> ofSettings = settings(given);
        if (!new DoctorReport(ofSettings).isWell(false)) {
            print(new DoctorReport(ofSettings), null);
            return ExitCode.REFUSED;
        }
        NodeSettings checked = NodeSettings.of(given);
        List<Finding> findings = new ArrayList<>(ofSettings);
        try (Brokers brokers = new Brokers(checked.engine())) {
            List<Check> checks = checks(checked, brokers);
            try (Progress progress =
                    new Progress("Check", UNKNOWN_TIME, command.commandLine().getErr())) {
                findings.addAll(new Examination(DEADLINE).run(checks, progress));
            }
        }
        DoctorReport report = new DoctorReport(findings);
        print(report, checked.engine());
        return report.isWell(isStrict) ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static List<Finding> settings(GivenSettings given) {
        List<Finding> problems = new SettingsCheck(given)
                .problems().stream()
                        .map(problem -> Finding.problem("settings", problem.toString(), "Correct it"))
                        .toList();
        return problems.isEmpty() ? List.of(Finding.ok("settings", "All of them are well formed")) : problems;
    }

    private List<Check> checks(NodeSettings node, Brokers brokers) {
        EngineSettings engine = node.engine();
        NodeProbe probe = new NodeProbe();
        String entry = peer == null ? engine.applicationServer() : peer;
        List<Check> checks = new ArrayList<>();
        checks.add(new BrokersCheck(brokers, engine.bootstrapServers()));
        checks.add(new SecurityCheck(engine));
        checks.add(new GroupCheck(brokers, engine));
        engine.namespaces().keySet().forEach(name -> checks.add(new TopicCheck(brokers, engine.namespace(name))));
        checks.add(new AclCheck(brokers, engine));
        checks.add(new ClockCheck(brokers, engine, probe, entry, InstantSource.system()));
        checks.add(new StateDirCheck(engine.stateDir(), Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        checks.add(new DiskSpaceCheck(brokers, engine));
        checks.add(new OpenFilesCheck());
        checks.add(new MemoryCheck(engine));
        checks.add(new AddressCheck(probe, engine, node.http()));
        checks.add(new PeersCheck(probe, entry));
        return checks;
    }

    private void print(DoctorReport report, @Nullable EngineSettings engine) {
        PrintWriter out = command.commandLine().getOut();
        if (output.isJson()) {
            ObjectNode json = report.json(isStrict);
            if (engine != null) {
                json.set(
                        "acls",
                        Rights.of(engine)
                                .json(engine.bootstrapServers(), principal == null ? ANY_PRINCIPAL : principal));
            }
            out.println(Json.write(json));
            return;
        }
        report.findings().forEach(finding -> out.println(finding.text()));
        out.println();
        out.println(report.summary());
        if (engine != null && principal != null) {
            out.println();
            Rights.of(engine).commands(engine.bootstrapServers(), principal).forEach(out::println);
        }
    }
}
