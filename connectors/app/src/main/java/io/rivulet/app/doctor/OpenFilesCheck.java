package io.rivulet.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Whether the process may open as many files as stores and connections need. */
final class OpenFilesCheck implements Check {

    /** Stores keep all their files open; large ones have thousands. */
    private static final long PLENTY = 65_536;

    private static final long TOO_FEW = 4_096;

    @Override
    public String id() {
        return "open-files";
    }

    @Override
    public List<Finding> findings() {
        return List.of(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? judge(system.getMaxFileDescriptorCount())
                        : Finding.unknown(id(), "This system does not tell how many files may be open", ""));
    }

    Finding judge(long most) {
        String found = "A process may open " + most + " files";
        String remedy = "Have " + PLENTY + ": ulimit -n, LimitNOFILE= in a systemd unit, ulimits in a compose file";
        if (most < TOO_FEW) {
            return Finding.problem(id(), found + "; stores and connections take more", remedy);
        }
        return most < PLENTY
                ? Finding.warning(id(), found + "; large stores take more", remedy)
                : Finding.ok(id(), found);
    }
}
