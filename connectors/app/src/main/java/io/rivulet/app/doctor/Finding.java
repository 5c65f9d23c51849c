package io.rivulet.app.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import io.rivulet.app.client.Printable;
import io.rivulet.engine.topic.TopicFault;

/**
 * What a check found about one thing.
 *
 * @param check the id of the check
 * @param found one sentence without its full stop
 * @param remedy what to do, one sentence without its full stop; empty when there is nothing to do
 */
record Finding(String check, Mark mark, String found, String remedy) {

    static Finding ok(String check, String found) {
        return new Finding(check, Mark.OK, found, "");
    }

    static Finding unknown(String check, String why, String remedy) {
        return new Finding(check, Mark.UNKNOWN, why, remedy);
    }

    static Finding warning(String check, String found, String remedy) {
        return new Finding(check, Mark.WARNING, found, remedy);
    }

    static Finding problem(String check, String found, String remedy) {
        return new Finding(check, Mark.PROBLEM, found, remedy);
    }

    static Finding of(String check, TopicFault fault) {
        Mark mark = fault.weight() == TopicFault.Weight.WARNING ? Mark.WARNING : Mark.PROBLEM;
        return new Finding(check, mark, fault.found(), fault.remedy());
    }

    String text() {
        String line = String.format("%-8s %-12s %s", mark, check, Printable.of(found));
        return remedy.isEmpty() ? line : line + System.lineSeparator() + " ".repeat(22) + "-> " + Printable.of(remedy);
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("check", check).put("mark", mark.toString()).put("found", found);
        return remedy.isEmpty() ? json : json.put("remedy", remedy);
    }
}
