package io.rivulet.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.7",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1"
            })
    void shouldRefuseWhatIsNotOneHostOfTheInternet(String address) throws UnknownHostException {
        assertThat(AllowedAddresses.isPublic(InetAddress.getAllByName(address)[0]))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "9.9.9.9", "2606:4700::1111"
            })
    void shouldAllowPublicAddresses(String address) throws UnknownHostException {
        assertThat(AllowedAddresses.isPublic(InetAddress.getAllByName(address)[0]))
                .isTrue();
    }

    @Test
    void shouldAllowHostsThatTheSettingsName() throws UnknownHostException {
        AllowedAddresses allowed = new AllowedAddresses(List.of("Hooks.internal", "::1"));
        InetAddress loopback = InetAddress.getAllByName("127.0.0.1")[0];

        assertThat(allowed.isAllowed("hooks.INTERNAL", loopback)).isTrue();
        assertThat(allowed.isAllowed("[::1]", InetAddress.getAllByName("::1")[0]))
                .isTrue();
        assertThat(allowed.isAllowed("other.internal", loopback)).isFalse();
    }
}
