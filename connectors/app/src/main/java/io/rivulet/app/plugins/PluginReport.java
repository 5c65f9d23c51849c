package io.rivulet.app.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.app.client.Json;
import io.rivulet.plugins.contract.ContractJson;
import io.rivulet.plugins.loading.BrokenPlugin;
import io.rivulet.plugins.loading.Plugin;
import io.rivulet.plugins.loading.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found, for people and for programs. */
record PluginReport(Plugins plugins) {

    String text() {
        List<String> lines = new ArrayList<>();
        for (Plugin plugin : plugins.all()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-24s %-8s %s%n    %s",
                    plugin.slug(),
                    plugin.contract().version(),
                    plugin.location(),
                    plugin.contract().description()));
        }
        for (BrokenPlugin broken : plugins.broken()) {
            lines.add("BROKEN " + broken.location());
            broken.mistakes().forEach(mistake -> lines.add("    " + mistake));
        }
        lines.add("");
        lines.add(plugins.all().size() + " to attach, " + plugins.broken().size() + " broken");
        return String.join(System.lineSeparator(), lines);
    }

    /** Each processor as it announces itself, with its location. */
    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode good = json.putArray("processors");
        for (Plugin plugin : plugins.all()) {
            ObjectNode one = (ObjectNode)
                    Json.read(ContractJson.announcement(plugin.contract()).getBytes(UTF_8));
            good.add(one.put("location", plugin.location()));
        }
        ArrayNode broken = json.putArray("broken");
        for (BrokenPlugin plugin : plugins.broken()) {
            ArrayNode mistakes =
                    broken.addObject().put("location", plugin.location()).putArray("mistakes");
            plugin.mistakes().forEach(mistakes::add);
        }
        return json;
    }
}
