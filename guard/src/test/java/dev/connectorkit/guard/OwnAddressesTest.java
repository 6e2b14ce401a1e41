package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A callback must not come back to the machine that sends it, whatever address it has there. */
class OwnAddressesTest {

    private static final String OWN = "https://" + Names.PUBLIC_V4 + "/";

    private final MovingClock clock = new MovingClock();
    private final AtomicInteger listed = new AtomicInteger();

    private CallbackGuardBuilder builder(String... own) {
        return CallbackGuard.builder()
                .clock(clock)
                .resolver(new Names().with("self.example", Names.PUBLIC_V4).with("next.example", "8.8.8.8"))
                .ownAddresses(() -> {
                    listed.incrementAndGet();
                    return Stream.of(own).map(Names::address);
                });
    }

    private static void assertOwn(CallbackGuard guard, String url) {
        assertThatThrownBy(() -> guard.check(url))
                .isInstanceOfSatisfying(
                        RefusedCallbackException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.OWN_ADDRESS));
    }

    @Test
    void a_public_address_of_this_machine_is_refused_in_all_its_forms() {
        CallbackGuard guard = builder(Names.PUBLIC_V4).build();

        assertOwn(guard, OWN);
        assertOwn(guard, "https://self.example/");
        assertOwn(guard, "https://[::ffff:" + Names.PUBLIC_V4 + "]/");
        assertOwn(guard, "https://[64:ff9b::" + Names.PUBLIC_V4 + "]/");
        assertThatCode(() -> guard.check("https://next.example/")).doesNotThrowAnyException();
    }

    @Test
    void an_own_address_is_opened_by_name_by_address_or_with_loopback_but_not_with_its_network() {
        assertThatCode(() -> builder(Names.PUBLIC_V4)
                        .openHost("self.example")
                        .build()
                        .check("https://self.example/"))
                .doesNotThrowAnyException();
        assertThatCode(() -> builder(Names.PUBLIC_V4)
                        .openNetwork(Names.PUBLIC_V4)
                        .build()
                        .check(OWN))
                .doesNotThrowAnyException();
        assertThatCode(() -> builder(Names.PUBLIC_V4)
                        .openNetwork("127.0.0.0/8")
                        .build()
                        .check(OWN))
                .doesNotThrowAnyException();
        assertOwn(builder("10.0.0.1").openNetwork("10.0.0.0/8").build(), "https://10.0.0.1/");
        assertOwn(builder("10.0.0.1").openPrivateNetworks().build(), "https://10.0.0.1/");
    }

    @Test
    void the_message_names_the_setting() {
        assertThatThrownBy(() -> builder(Names.PUBLIC_V4).build().check(OWN))
                .hasMessageContaining("openNetwork(\"" + Names.PUBLIC_V4 + "\")");
        assertThatThrownBy(() -> builder(Names.PUBLIC_V4).build().check("https://self.example/"))
                .hasMessageContaining("openHost(\"self.example\")");
    }

    @Test
    void interfaces_are_listed_at_most_once_a_minute() {
        CallbackGuard guard = builder(Names.PUBLIC_V4).build();

        for (int i = 0; i < 60; i++) {
            assertOwn(guard, OWN);
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(listed).hasValue(1);

        assertOwn(guard, OWN);
        assertThat(listed).hasValue(2);
    }

    @Test
    void addresses_stay_refused_when_the_interfaces_cannot_be_listed_any_more() {
        CallbackGuard guard = CallbackGuard.builder()
                .clock(clock)
                .ownAddresses(() -> {
                    if (listed.incrementAndGet() > 1) {
                        throw new SocketException("no interfaces today");
                    }
                    return Stream.of(Names.address(Names.PUBLIC_V4));
                })
                .build();

        assertOwn(guard, OWN);
        clock.pass(Duration.ofMinutes(2));
        assertOwn(guard, OWN);
        assertThat(listed).hasValue(2);
    }

    @Test
    void the_addresses_of_the_real_interfaces_are_refused_even_with_private_networks_open() throws SocketException {
        CallbackGuard guard = CallbackGuard.builder().openPrivateNetworks().build();
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        assumeThat(own).isNotEmpty();

        assertThat(own)
                .allSatisfy(address -> assertThatThrownBy(() -> guard.checkAddress(address))
                        .isInstanceOf(RefusedCallbackException.class));
    }
}
