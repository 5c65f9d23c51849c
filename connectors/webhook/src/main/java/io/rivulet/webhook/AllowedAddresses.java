package io.rivulet.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where webhooks may go: to public addresses, and to the hosts that the settings name. Any thread.
 *
 * <p>Streams are configured by whoever may append, and the node stands inside a network: a URL must not reach what its author
 * could not reach (server-side request forgery). Names are looked up once, and the connection is made to the address that was
 * checked, so a name that changes its address in between gains nothing.
 */
final class AllowedAddresses {

    private final Set<String> hosts;

    /** @param hosts names or addresses that are allowed though they are not public */
    AllowedAddresses(Collection<String> hosts) {
        this.hosts = hosts.stream().map(AllowedAddresses::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a host that was looked up may be connected to at this address. */
    boolean isAllowed(String host, InetAddress address) {
        return hosts.contains(canonical(host)) || isPublic(address);
    }

    private static String canonical(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Neither loopback nor private nor link-local nor anything else that is not one host of the Internet (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6((Inet6Address) address, bytes);
    }

    private static boolean isPublic4(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        int third = bytes[at + 2] & 0xFF;
        boolean isSpecial = first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return !isSpecial;
    }

    /** Global unicast alone, and of that no address that carries an IPv4 address within, which would be reached through it. */
    private static boolean isPublic6(Inet6Address address, byte[] bytes) {
        boolean isNat64 = startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B);
        boolean is6to4 = startsWith(bytes, 0x20, 0x02);
        boolean isTeredo = startsWith(bytes, 0x20, 0x01, 0x00, 0x00);
        boolean isDocumentation = startsWith(bytes, 0x20, 0x01, 0x0D, 0xB8);
        boolean isGlobal = (bytes[0] & 0xE0) == 0x20;
        return isGlobal && !isNat64 && !is6to4 && !isTeredo && !isDocumentation && !address.isIPv4CompatibleAddress();
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
