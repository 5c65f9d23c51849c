package io.rivulet.app.doctor;

import io.rivulet.engine.EngineSettings;
import io.rivulet.engine.KafkaSettings;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * The brokers of the settings, asked as a node would ask them, but with little patience. Connects with the first question; when
 * that fails, no other question waits for it again. Reads only. For any number of threads.
 */
final class Brokers implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final EngineSettings settings;
    private final FutureTask<Connection> connection = new FutureTask<>(this::connect);

    private record Connection(Admin admin, Collection<Node> nodes) {}

    Brokers(EngineSettings settings) {
        this.settings = settings;
    }

    private Connection connect() {
        Properties properties = KafkaSettings.admin(settings);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try {
            Admin admin = Admin.create(properties);
            try {
                return new Connection(
                        admin,
                        answer("name its brokers", admin.describeCluster().nodes()));
            } catch (Unanswered e) {
                admin.close();
                throw e;
            }
        } catch (KafkaException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new Unanswered(
                    "Kafka's client cannot be made: " + cause.getMessage(), "Correct bootstrap.servers and admin.*", e);
        }
    }

    /**
     * Connects, unless that was done.
     *
     * @throws Unanswered with why not
     */
    Collection<Node> reach() {
        return connection().nodes();
    }

    /** The brokers that are there. */
    Collection<Node> nodes() {
        return reached().nodes();
    }

    /** Why they are not reached, one check says; all others say that they are not. */
    private Connection reached() {
        try {
            return connection();
        } catch (Unanswered e) {
            throw new Unanswered("The brokers were not reached", "", e);
        }
    }

    private Connection connection() {
        connection.run();
        try {
            return connection.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unanswered unanswered) {
                throw unanswered;
            }
            throw new IllegalStateException("Connecting failed", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Asks one question.
     *
     * @param what completes the sentence that Kafka did not ...
     * @throws Unanswered with what Kafka threw as its cause, if there is no answer
     */
    <T> T ask(String what, Function<Admin, KafkaFuture<T>> question) {
        return answer(what, question.apply(reached().admin()));
    }

    /** The settings of a topic or a broker. */
    Config configOf(ConfigResource resource) {
        return Objects.requireNonNull(
                ask("tell the settings of the " + name(resource), admin -> admin.describeConfigs(List.of(resource))
                                .all())
                        .get(resource),
                "Kafka answered without the resource that was asked for");
    }

    private static String name(ConfigResource resource) {
        return resource.type() == ConfigResource.Type.TOPIC ? "topic " + resource.name() : "broker " + resource.name();
    }

    private static <T> T answer(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new Unanswered("Kafka did not " + what + ": " + said(cause), remedy(cause), cause);
        } catch (TimeoutException e) {
            throw new Unanswered("Kafka did not " + what + " in time", "", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String said(Throwable cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "");
        return message.isEmpty() ? cause.getClass().getSimpleName() : message;
    }

    private static String remedy(Throwable cause) {
        return cause instanceof AuthorizationException ? "Allow the principal to ask: see the ACLs" : "";
    }

    private static Unanswered interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Unanswered("No answer in time", "", e);
    }

    @Override
    public void close() {
        if (connection.isDone()) {
            try {
                connection.get().admin().close();
            } catch (ExecutionException notConnected) {
                // Nothing to close; whoever asked has been told.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
