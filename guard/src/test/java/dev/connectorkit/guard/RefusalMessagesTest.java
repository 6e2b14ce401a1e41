package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of refusals: enough to correct the URL, and no secrets of the network. */
class RefusalMessagesTest {

    private static final CallbackGuard GUARD = CallbackGuard.builder()
            .resolver(new Names().with("hooks.example.com", Names.PUBLIC_V4).with("private.example.com", "10.1.2.3"))
            .ownAddresses(Stream::<InetAddress>empty)
            .build();

    private static RefusedCallbackException refusal(String url) {
        try {
            GUARD.check(url);
        } catch (RefusedCallbackException e) {
            return e;
        }
        throw new AssertionError(url + " was let through");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://10.1.2.3/ | openPrivateNetworks() or openNetwork(\"10.0.0.0/8\")",
                "https://private.example.com/ | openPrivateNetworks() or openNetwork(\"10.0.0.0/8\")",
                "https://127.0.0.1/ | openNetwork(\"127.0.0.0/8\")",
                "https://[::1]/ | openNetwork(\"::1/128\")",
                "https://169.254.169.254/ | only openNetwork(\"169.254.169.254/32\")",
                "https://intranet-hook/ | openHost(\"intranet-hook\")",
                "http://hooks.example.com/ | allowHttp()",
                "https://hooks.example.com:22/ | ports(...)"
            })
    void a_refusal_names_the_setting_that_would_allow_the_url(String url, String setting) {
        assertThat(refusal(url)).hasMessageContaining(setting);
    }

    @Test
    void a_refusal_does_not_tell_the_address_that_only_our_dns_knows() {
        assertThat(refusal("https://private.example.com/"))
                .hasMessage(
                        "The callback host private.example.com resolves to a private address (10.0.0.0/8). Expected a"
                                + " public address; openPrivateNetworks() or openNetwork(\"10.0.0.0/8\") would allow it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/PATH?sig=SECRET",
                "https://USER:SECRET@hooks.example.com/?sig=SECRET",
                "https://a@SECRET@hooks.example.com/",
                "https://hooks.example.com/?sig=SECRET|",
                "https://hooks.example.com/?sig=SECRET#x",
                "https://hooks.example.com:x/?sig=SECRET",
                "https://nobody.example.com/?sig=SECRET",
                "SECRET"
            })
    void a_refusal_has_no_secret_of_the_url(String url) {
        assertThat(refusal(url).toString())
                .doesNotContain("SECRET")
                .doesNotContain("USER")
                .doesNotContain("PATH");
    }

    @Test
    void a_name_that_nobody_knows_is_refused_and_may_be_tried_again() {
        RefusedCallbackException refused = refusal("https://nobody.example.com/");

        assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_HOST);
        assertThat(refused)
                .hasMessage("The callback host nobody.example.com has no address in DNS. Expected a name that resolves;"
                        + " check its spelling.");
    }

    @ParameterizedTest
    @EnumSource
    void only_what_dns_may_change_by_itself_is_temporary(Reason reason) {
        assertThat(reason.isTemporary()).isEqualTo(reason == Reason.UNKNOWN_HOST || reason == Reason.NO_ANSWER);
    }
}
