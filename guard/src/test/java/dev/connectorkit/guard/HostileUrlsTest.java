package dev.connectorkit.guard;

import static dev.connectorkit.guard.RefusedCallbackException.Reason.ADDRESS_NOTATION;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.FORBIDDEN_ADDRESS;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.HOST;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.LOCAL_NAME;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.PRIVATE_ADDRESS;
import static dev.connectorkit.guard.RefusedCallbackException.Reason.USER_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile URLs do not get through, with http allowed, so that nothing is refused for its scheme alone. */
class HostileUrlsTest {

    private static final Names DNS = new Names()
            .with("public.example", Names.PUBLIC_V4, Names.PUBLIC_V6)
            .with("private.example", "10.1.2.3")
            .with("loopback.example", "127.0.0.1")
            .with("metadata.example", "169.254.169.254")
            .with("mixed.example", Names.PUBLIC_V4, "10.0.0.1")
            .with("mixed6.example", Names.PUBLIC_V4, Names.PUBLIC_V6, "fd00::1")
            .with("nat64.example", "64:ff9b::a9fe:a9fe")
            .with("empty.example");

    private static final CallbackGuard GUARD = CallbackGuard.builder()
            .allowHttp()
            .resolver(DNS)
            .ownAddresses(Stream::<InetAddress>empty)
            .build();

    static Stream<Arguments> hostile() {
        return HostileUrls.all();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_hostile_url_is_refused_for_its_reason(Reason reason, String url) {
        assertThatThrownBy(() -> GUARD.check(url))
                .isInstanceOfSatisfying(
                        RefusedCallbackException.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.getMessage())
                                .isEqualTo(reason));
    }

    static Stream<String> hostileForMoreThanUserInfo() {
        return hostile().filter(row -> row.get()[0] != USER_INFO).map(row -> (String) row.get()[1]);
    }

    @ParameterizedTest
    @MethodSource("hostileForMoreThanUserInfo")
    void user_info_that_is_allowed_opens_nothing_else(String url) {
        assertThatThrownBy(() -> GUARD.checkWithUserInfo(url)).isInstanceOf(RefusedCallbackException.class);
        String withUser = url.replaceFirst("://", "://user:secret@");
        assertThatThrownBy(() -> GUARD.checkWithUserInfo(withUser))
                .isInstanceOf(RefusedCallbackException.class)
                .message()
                .doesNotContain("secret");
    }

    static Stream<Arguments> hostsOfHostileUrls() {
        return hostile()
                .filter(row -> Set.of(HOST, ADDRESS_NOTATION, LOCAL_NAME, PRIVATE_ADDRESS, FORBIDDEN_ADDRESS)
                        .contains(row.get()[0]))
                .map(row ->
                        ((String) row.get()[1]).replaceFirst("^https?://", "").replaceFirst("(:8080)?([/?].*)?$", ""))
                .filter(host -> !host.equals("2606:4700:4700::1111")) // without brackets it is harmless here
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("hostsOfHostileUrls")
    void no_client_gets_an_address_for_a_hostile_host(String host) {
        assertThatThrownBy(() -> GUARD.resolve(host)).isInstanceOf(RefusedCallbackException.class);
    }
}
