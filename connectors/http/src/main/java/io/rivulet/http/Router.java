package io.rivulet.http;

import io.rivulet.api.StreamPath;
import io.rivulet.engine.Namespace;
import io.rivulet.http.exchange.Endpoint;
import io.rivulet.http.exchange.Exchange;
import io.rivulet.http.exchange.Target;
import io.rivulet.http.metrics.HttpTimes;
import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemException;
import io.rivulet.http.problem.ProblemType;
import io.rivulet.http.service.Manual;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds the endpoint of a request's URL and method, and the namespace and stream that the URL names. */
final class Router extends Handler.Abstract {

    private final Routes routes;
    private final Map<String, Namespace> namespaces;
    private final Hosts hosts;
    private final HttpTimes times;

    Router(Routes routes, Map<String, Namespace> namespaces, Hosts hosts, HttpTimes times) {
        this.hosts = hosts;
        this.times = times;
        this.routes = routes;
        this.namespaces = namespaces;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, null, StreamPath.ROOT);
        HttpTimes.Timed timed = times.begin(request, response);
        exchange.guard(() -> {
            hosts.require(Request.getServerName(request));
            String rawPath = exchange.rawPath();
            String name = rawPath.startsWith(Manual.PROBLEMS) ? Manual.PROBLEMS : rawPath;
            Route fixed = routes.fixed().get(name);
            if (fixed != null) {
                timed.isFor(name);
                serve(fixed, request.getMethod(), exchange);
                return;
            }
            Target target = Target.parse(rawPath).orElseThrow(Router::noRoute);
            Route route = route(target);
            timed.isFor(target.resource());
            Namespace namespace = namespace(target);
            Exchange addressed = new Exchange(request, response, callback, namespace, target.path());
            addressed.guard(() -> serve(route, request.getMethod(), addressed));
        });
        return true;
    }

    private static void serve(Route route, String method, Exchange exchange) {
        Endpoint endpoint = route.endpoint(method);
        if (endpoint != null) {
            endpoint.serve(exchange);
            return;
        }
        exchange.set("Allow", route.allow());
        if (method.equals("OPTIONS")) {
            exchange.answer(204);
        } else {
            exchange.fail(
                    Problem.of(ProblemType.METHOD_NOT_ALLOWED, "The methods of this URL are " + route.allow() + "."));
        }
    }

    private Route route(Target target) {
        Route route = routes.ofNamespace().get(target.resource());
        boolean goesOn = !target.rest().isEmpty();
        if (route != null && goesOn && !route.hasPath()) {
            route = route.below();
        }
        if (route == null) {
            throw noRoute();
        }
        return route;
    }

    private Namespace namespace(Target target) {
        Namespace namespace = namespaces.get(target.namespace());
        if (namespace == null) {
            throw Problem.of(
                            ProblemType.UNKNOWN_NAMESPACE,
                            "There is no namespace '" + target.namespace() + "'. GET /v1 lists those that there are.")
                    .toException();
        }
        return namespace;
    }

    private static ProblemException noRoute() {
        return Problem.of(
                        ProblemType.UNKNOWN_ROUTE, "There is nothing at this URL. See /openapi.yaml for what there is.")
                .toException();
    }
}
