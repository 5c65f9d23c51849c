package io.rivulet.client.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(threads::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void shouldRunTasksInOrderAndHoldOneThreadAtMost() {
        serial.execute(() -> {
            done.add("a");
            serial.execute(() -> done.add("c"));
        });
        serial.execute(() -> done.add("b"));
        while (!threads.isEmpty()) {
            assertThat(threads).hasSize(1);
            threads.remove().run();
        }

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void shouldGoOnAfterATaskThatFails() {
        serial.execute(() -> {
            throw new IllegalStateException("the task's own");
        });
        serial.execute(() -> done.add("b"));

        assertThatThrownBy(threads.remove()::run).hasMessage("the task's own");
        threads.remove().run();
        assertThat(done).containsExactly("b");
    }
}
