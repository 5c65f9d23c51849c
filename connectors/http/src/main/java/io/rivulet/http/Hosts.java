package io.rivulet.http;

import io.rivulet.http.problem.Problem;
import io.rivulet.http.problem.ProblemType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a node lets itself be addressed. A page in somebody's browser can make its own name mean this node's
 * address, and would then be of the same origin as it (DNS rebinding); what it cannot do is to be called by an address, or by
 * one of the names here.
 *
 * @param isOpen whether any name will do
 */
record Hosts(boolean isOpen, Set<String> names) {

    private static final String ANY = "*";

    /** IPv4 and, in brackets or without, IPv6. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.%]*:[0-9a-z:.%]*]?");

    Hosts {
        names = Set.copyOf(names);
    }

    /** @param advertised the host under which other nodes reach this one */
    static Hosts of(HttpSettings settings, String advertised) {
        List<String> allowed = settings.allowedHosts();
        Set<String> names = new HashSet<>();
        allowed.forEach(name -> names.add(canonical(name)));
        names.add(canonical(settings.host()));
        names.add(canonical(advertised));
        boolean isOpen = allowed.contains(ANY) || (allowed.isEmpty() && !isLoopback(settings.host()));
        return new Hosts(isOpen, names);
    }

    /**
     * Refuses a request for somebody else.
     *
     * @param host of the request, without its port; null if it names none
     */
    void require(@Nullable String host) {
        if (host != null && !takes(canonical(host))) {
            throw Problem.of(
                            ProblemType.UNKNOWN_HOST,
                            "The request is for '" + host + "', which is no name of this node. Use its address, or add"
                                    + " the name to " + HttpSettings.ALLOWED_HOSTS + ".")
                    .toException();
        }
    }

    private boolean takes(String host) {
        return isOpen
                || names.contains(host)
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || ADDRESS.matcher(host).matches();
    }

    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
