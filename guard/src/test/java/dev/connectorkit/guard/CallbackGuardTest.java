package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a guard: what each opens, and what it does not. */
class CallbackGuardTest {

    private static final Names DNS = new Names()
            .with("hooks.example.com", Names.PUBLIC_V4)
            .with("a.b.logic.azure.com", Names.PUBLIC_V4)
            .with("logic.azure.com", Names.PUBLIC_V4)
            .with("private.example.com", "10.1.2.3")
            .with("intranet-hook", "10.1.2.3")
            .with("printer.local", "169.254.10.10")
            .with("rogue.local", "169.254.169.254")
            .with("localhost", "127.0.0.1", "::1");

    private static CallbackGuardBuilder builder() {
        return CallbackGuard.builder().resolver(DNS).ownAddresses(Stream::<InetAddress>empty);
    }

    private static RefusedCallbackException refusal(CallbackGuard guard, String url) {
        try {
            guard.check(url);
        } catch (RefusedCallbackException e) {
            return e;
        }
        throw new AssertionError(url + " was let through");
    }

    private static void assertRefused(CallbackGuard guard, String url, Reason reason) {
        RefusedCallbackException refused = refusal(guard, url);
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
    }

    private static void assertPasses(CallbackGuard guard, String... urls) {
        for (String url : urls) {
            assertThatCode(() -> guard.check(url)).as(url).doesNotThrowAnyException();
        }
    }

    @Test
    void http_is_refused_unless_it_is_allowed_and_port_80_with_it() {
        assertThat(refusal(builder().build(), "http://hooks.example.com/"))
                .hasMessage("The callback URL is not encrypted. Expected https://; allowHttp() would allow http.");
        assertRefused(builder().build(), "https://hooks.example.com:80/", Reason.PORT);
        assertPasses(builder().allowHttp().build(), "http://hooks.example.com/", "https://hooks.example.com/");
    }

    @Test
    void an_allow_list_lets_through_exact_names_and_names_below_a_suffix() {
        CallbackGuard guard = builder()
                .allowHosts("Hooks.Example.com.", "*.logic.azure.com", "8.8.8.8")
                .build();

        assertPasses(guard, "https://hooks.example.com/", "https://a.b.logic.azure.com/", "https://8.8.8.8/");
        assertRefused(guard, "https://logic.azure.com/", Reason.NOT_LISTED);
        assertRefused(guard, "https://evillogic.azure.com/", Reason.NOT_LISTED);
        assertRefused(guard, "https://x.hooks.example.com/", Reason.NOT_LISTED);
        assertRefused(guard, "https://hooks.example.com.evil.com/", Reason.NOT_LISTED);
        assertRefused(guard, "https://8.8.4.4/", Reason.NOT_LISTED);
        assertThatThrownBy(() -> guard.resolve("logic.azure.com"))
                .hasMessageContaining("allowHosts(\"logic.azure.com\")");
    }

    @Test
    void a_host_that_is_not_listed_is_not_even_looked_up() {
        CallbackGuard guard = builder()
                .allowHosts("*.logic.azure.com")
                .resolver(host -> {
                    throw new AssertionError(host);
                })
                .build();

        assertRefused(guard, "https://hooks.example.com/", Reason.NOT_LISTED);
    }

    @Test
    void an_allowed_host_with_a_private_address_stays_refused() {
        assertRefused(
                builder().allowHosts("private.example.com").build(),
                "https://private.example.com/",
                Reason.PRIVATE_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.0.1/",
                "https://100.64.0.1/",
                "https://[fd00::1]/",
                "https://private.example.com/"
            })
    void one_setting_opens_the_private_networks(String url) {
        assertRefused(builder().build(), url, Reason.PRIVATE_ADDRESS);
        assertPasses(builder().openPrivateNetworks().build(), url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://169.254.1.1/",
                "https://169.254.169.254/",
                "https://168.63.129.16/",
                "https://100.100.100.200/",
                "https://[fd00:ec2::254]/",
                "https://[fd20:ce::254]/",
                "https://[::1]/",
                "https://[fe80::1]/",
                "https://224.0.0.1/",
                "https://0.0.0.0/"
            })
    void no_setting_for_private_networks_opens_what_is_forbidden(String url) {
        CallbackGuard guard = builder()
                .openPrivateNetworks()
                .openNetwork("10.0.0.0/8")
                .openNetwork("fc00::/7")
                .openNetwork("100.64.0.0/10")
                .build();

        assertRefused(guard, url, Reason.FORBIDDEN_ADDRESS);
    }

    @Test
    void a_network_is_opened_by_its_notation_and_the_metadata_service_inside_it_only_by_its_own() {
        CallbackGuard linkLocal = builder().openNetwork("169.254.0.0/16").build();
        assertPasses(linkLocal, "https://169.254.1.1/");
        assertRefused(linkLocal, "https://169.254.169.254/", Reason.FORBIDDEN_ADDRESS);

        CallbackGuard metadata = builder().openNetwork("169.254.169.254").build();
        assertPasses(metadata, "https://169.254.169.254/", "https://[::ffff:169.254.169.254]/");
        assertRefused(metadata, "https://169.254.169.253/", Reason.FORBIDDEN_ADDRESS);

        CallbackGuard part = builder().openNetwork("127.0.1.0/24").build();
        assertPasses(part, "https://127.0.1.7/");
        assertRefused(part, "https://127.0.0.1/", Reason.FORBIDDEN_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/0", "::/0", "0.0.0.0/1", "::/1", "10.0.0.0/7", "8.8.8.0/24", "2000::/3", "4000::/3"})
    void a_network_that_reaches_over_several_kinds_of_addresses_opens_nothing(String network) {
        assertThatThrownBy(() -> builder().openNetwork(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.1/8",
                "10/8",
                "fc00::/129",
                "fc00::1/7",
                "localhost",
                "::ffff:10.0.0.0/104",
                "127.1"
            })
    void what_is_no_network_is_not_taken_for_one(String text) {
        assertThatThrownBy(() -> builder().openNetwork(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().closeNetwork(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_host_is_opened_by_its_name_with_its_addresses_but_for_metadata_services() {
        CallbackGuard guard = builder()
                .openHost("Intranet-Hook")
                .openHost("printer.local")
                .openHost("rogue.local")
                .build();

        assertPasses(guard, "https://intranet-hook/", "https://printer.local/");
        assertRefused(guard, "https://rogue.local/", Reason.FORBIDDEN_ADDRESS);
        assertRefused(guard, "https://private.example.com/", Reason.PRIVATE_ADDRESS);
        assertRefused(guard, "https://10.1.2.3/", Reason.PRIVATE_ADDRESS);
    }

    @Test
    void an_opened_host_needs_no_place_on_the_allow_list() {
        CallbackGuard guard = builder()
                .allowHosts("hooks.example.com")
                .openHost("intranet-hook")
                .build();

        assertPasses(guard, "https://intranet-hook/", "https://hooks.example.com/");
    }

    @Test
    void a_closed_network_stays_closed_whatever_is_opened() {
        CallbackGuard guard = builder()
                .openPrivateNetworks()
                .openNetwork("10.1.2.0/24")
                .openHost("private.example.com")
                .closeNetwork("10.1.2.3")
                .closeNetwork("93.184.0.0/16")
                .build();

        assertPasses(guard, "https://10.1.2.4/");
        assertRefused(guard, "https://10.1.2.3/", Reason.FORBIDDEN_ADDRESS);
        assertRefused(guard, "https://private.example.com/", Reason.FORBIDDEN_ADDRESS);
        assertRefused(guard, "https://hooks.example.com/", Reason.FORBIDDEN_ADDRESS);
    }

    @Test
    void given_ports_replace_the_rule() {
        CallbackGuard guard = builder().ports("22", "8000-8999").build();

        assertPasses(
                guard, "https://hooks.example.com:22/", "https://hooks.example.com:8000/", "https://8.8.8.8:8999/");
        assertThat(refusal(guard, "https://hooks.example.com/"))
                .hasMessage(
                        "The port 443 of the callback URL is not allowed. Expected 22, 8000-8999; ports(...) changes"
                                + " the rule.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "443-", "-443", "9-8", "80,443", "https", "１"})
    void what_is_no_port_is_not_taken_for_one(String text) {
        assertThatThrownBy(() -> builder().ports(text)).hasMessageContaining("\"" + text + "\"");
        assertThatThrownBy(() -> builder().ports()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "*.", "*.*.example.com", "a.*", "https://example.com", "example.com:443", "2130706433", ""})
    void what_is_no_host_is_not_taken_for_one(String text) {
        assertThatThrownBy(() -> builder().allowHosts(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().openHost(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.example.com", "127.0.0.1", "[::1]"})
    void neither_a_suffix_nor_an_address_is_opened_as_a_host(String text) {
        assertThatThrownBy(() -> builder().openHost(text)).hasMessageContaining("openNetwork");
    }

    @Test
    void development_opens_this_machine_and_no_other_private_address() {
        CallbackGuard guard = CallbackGuard.forDevelopment();

        assertPasses(
                guard, "http://127.0.0.1:1234/", "http://[::1]:6379/", "https://127.1.2.3/", "http://localhost:50000/");
        assertRefused(guard, "http://10.0.0.1/", Reason.PRIVATE_ADDRESS);
        assertRefused(guard, "http://169.254.169.254/", Reason.FORBIDDEN_ADDRESS);
        assertRefused(guard, "http://0.0.0.0:8080/", Reason.FORBIDDEN_ADDRESS);
        assertRefused(guard, "http://intranet/", Reason.LOCAL_NAME);
    }
}
