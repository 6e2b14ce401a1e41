package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard's answers to an HTTP client that is about to connect. */
class GuardedConnectionTest {

    private static CallbackGuardBuilder builder() {
        return CallbackGuard.builder()
                .resolver(new Names()
                        .with("hooks.example.com", Names.PUBLIC_V4)
                        .with("intranet-hook", "10.1.2.3")
                        .with("localhost", "127.0.0.1", "::1"))
                .ownAddresses(Stream::<InetAddress>empty);
    }

    @Test
    void a_resolver_that_breaks_refuses() {
        CallbackGuard guard = builder()
                .resolver(host -> {
                    throw new IllegalStateException("broken");
                })
                .build();

        assertThatThrownBy(() -> guard.resolve("hooks.example.com"))
                .isInstanceOfSatisfying(
                        RefusedCallbackException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.1", "2130706433", "0x7f.1", "127.0.0.1", "::1", "[::1]", "fe80::1%1", "localhost", "", "a b"
            })
    void a_client_that_resolves_gets_no_address_of_this_machine_in_any_notation(String host) {
        assertThatThrownBy(() -> builder().build().resolve(host)).isInstanceOf(RefusedCallbackException.class);
    }

    @Test
    void a_client_that_resolves_gets_the_addresses_of_names_and_literals() {
        CallbackGuard guard = builder().build();

        assertThat(guard.resolve("HOOKS.example.com.")).containsExactly(Names.address(Names.PUBLIC_V4));
        assertThat(guard.resolve("8.8.8.8")).containsExactly(Names.address("8.8.8.8"));
        assertThat(guard.resolve("[2606:4700::1111]")).containsExactly(Names.address("2606:4700::1111"));
        assertThat(guard.resolve("2606:4700::1111")).containsExactly(Names.address("2606:4700::1111"));
    }

    @Test
    void the_last_net_judges_an_address_by_itself_and_by_the_name_it_carries() throws UnknownHostException {
        CallbackGuard guard = builder().openHost("intranet-hook").build();
        byte[] inner = {10, 1, 2, 3};

        guard.checkAddress(Names.address(Names.PUBLIC_V4));
        guard.checkAddress(guard.resolve("intranet-hook").get(0));
        assertThatThrownBy(() -> guard.checkAddress(InetAddress.getByAddress(inner)))
                .hasMessageContaining("10.1.2.3 is a private address");
        assertThatThrownBy(() -> guard.checkAddress(InetAddress.getByAddress("other", inner)))
                .isInstanceOf(RefusedCallbackException.class);
    }
}
