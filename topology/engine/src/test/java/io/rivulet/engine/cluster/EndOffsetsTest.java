package io.rivulet.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndOffsetsTest {

    private final List<CompletableFuture<Long>> questions = new ArrayList<>();
    private final EndOffsets ends = new EndOffsets(partition -> {
        CompletableFuture<Long> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    });

    @Test
    void shouldAskAgainForWhoComesWhileAQuestionIsOnItsWay() {
        CompletableFuture<Long> first = ends.ask(0);
        List<CompletableFuture<Long>> later =
                IntStream.range(0, 1000).mapToObj(i -> ends.ask(0)).toList();

        questions.get(0).complete(5L);

        assertThat(first).isCompletedWithValue(5L);
        assertThat(later).noneMatch(CompletableFuture::isDone);
        assertThat(questions).as("a thousand callers share one question").hasSize(2);
        questions.get(1).complete(6L);
        assertThat(later).allSatisfy(each -> assertThat(each).isCompletedWithValue(6L));
    }

    @Test
    void shouldGoOnAfterAFailure() {
        CompletableFuture<Long> first = ends.ask(0);
        questions.get(0).completeExceptionally(new IllegalStateException("planted"));

        CompletableFuture<Long> second = ends.ask(0);
        questions.get(1).complete(7L);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue(7L);
    }

    @Test
    void shouldFailWhenTheBrokersCannotBeAskedAtAll() {
        EndOffsets closed = new EndOffsets(partition -> {
            throw new IllegalStateException("closed");
        });

        assertThat(closed.ask(0)).isCompletedExceptionally();
        assertThat(closed.ask(0)).as("and again").isCompletedExceptionally();
    }
}
