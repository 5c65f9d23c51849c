package example.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.api.EventInput;
import io.rivulet.api.Payload;
import io.rivulet.api.processor.ProcessorFactory;
import io.rivulet.testkit.processor.ProcessorContractKit;
import io.rivulet.testkit.processor.ProcessorHarness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnTest extends ProcessorContractKit {

    @Override
    protected ProcessorFactory factory() {
        return new ChurnFactory();
    }

    @Override
    protected List<EventInput> history() {
        List<EventInput> events = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            events.add(EventInput.of("file.modified", Payload.json("{\"commit\":\"c" + i + "\"}")));
        }
        return events;
    }

    @Test
    void shouldCountChanges() {
        ProcessorHarness churn = ProcessorHarness.of(new ChurnFactory());

        churn.append("file.added", "{\"commit\":\"a\"}").append("file.modified", "{\"commit\":\"b\"}").deliver();

        assertEquals("{\"changes\":2,\"lastCommit\":\"b\"}", churn.state());
    }

    @Test
    void shouldTellEachHundredthChange() {
        ProcessorHarness churn = ProcessorHarness.of(new ChurnFactory());

        history().forEach(churn::append);
        churn.deliver();

        assertEquals(2, churn.emitted().size());
        assertEquals("file.hot", churn.emitted().get(0).type());
    }
}
