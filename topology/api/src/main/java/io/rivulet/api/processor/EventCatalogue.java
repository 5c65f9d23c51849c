package io.rivulet.api.processor;

import java.util.List;
import java.util.Optional;

/**
 * Events that belong to one owner.
 *
 * @param owner the slug of a processor, or another name; shown where two owners claim one type
 */
public record EventCatalogue(String owner, List<EventDefinition> events) {

    public EventCatalogue {
        events = List.copyOf(events);
    }

    public Optional<EventDefinition> find(String type) {
        return events.stream().filter(event -> event.type().equals(type)).findFirst();
    }
}
