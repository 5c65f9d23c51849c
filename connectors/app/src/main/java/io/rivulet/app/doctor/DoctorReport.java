package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import java.util.List;

/** What was found, in the order of the checks. */
record DoctorReport(List<Finding> findings) {

    DoctorReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing must be changed; when strict, nothing need be looked at either. */
    boolean isWell(boolean isStrict) {
        return count(Mark.PROBLEM) == 0 && (!isStrict || count(Mark.WARNING) == 0);
    }

    private long count(Mark mark) {
        return findings.stream().filter(finding -> finding.mark() == mark).count();
    }

    String summary() {
        return "%d to change, %d to look at, %d unknown, %d well"
                .formatted(count(Mark.PROBLEM), count(Mark.WARNING), count(Mark.UNKNOWN), count(Mark.OK));
    }

    ObjectNode json(boolean isStrict) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("well", isWell(isStrict));
        json.put("problems", count(Mark.PROBLEM));
        json.put("warnings", count(Mark.WARNING));
        json.put("unknown", count(Mark.UNKNOWN));
        ArrayNode array = json.putArray("findings");
        findings.forEach(finding -> array.add(finding.json()));
        return json;
    }
}
