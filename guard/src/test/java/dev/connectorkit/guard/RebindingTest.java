package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name whose address changes between the check and the connection, over a real DNS server. */
class RebindingTest {

    private static final String URL = "https://rebind.example.com/hook?sig=s";
    private static final String HOST = "rebind.example.com";

    private final MovingClock clock = new MovingClock();
    private ChangingDns dns;
    private CallbackGuard guard;

    @BeforeEach
    void start() throws IOException {
        dns = new ChangingDns();
        guard = builder().build();
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private CallbackGuardBuilder builder() {
        return CallbackGuard.builder().clock(clock).resolver(dns).ownAddresses(Stream::<InetAddress>empty);
    }

    private void assertRefused(Reason reason) {
        assertThatThrownBy(() -> guard.resolve(HOST))
                .isInstanceOfSatisfying(
                        RefusedCallbackException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void what_was_vetted_is_dialled_although_the_name_points_elsewhere_by_now() {
        dns.answer(Names.PUBLIC_V4, Names.PUBLIC_V6);
        CallbackTarget target = guard.check(URL);
        int queries = dns.queries();
        assertThat(queries).isEqualTo(2);

        dns.answer("127.0.0.1");
        List<InetAddress> dialled = guard.resolve(HOST);

        assertThat(dialled).isEqualTo(target.addresses());
        assertThat(dialled).containsExactly(Names.address(Names.PUBLIC_V4), Names.address(Names.PUBLIC_V6));
        assertThat(dialled).extracting(InetAddress::getHostName).containsOnly(HOST);
        assertThat(dns.queries()).isEqualTo(queries);
    }

    @Test
    void the_new_address_is_refused_as_soon_as_the_old_one_is_forgotten() {
        dns.answer(Names.PUBLIC_V4);
        guard.check(URL);
        dns.answer("127.0.0.1");

        clock.pass(NameCache.LIFETIME);

        assertRefused(Reason.FORBIDDEN_ADDRESS);
        assertThatThrownBy(() -> guard.check(URL)).hasMessageContaining("resolves to a loopback address");
    }

    @Test
    void a_refused_name_passes_half_a_minute_after_its_dns_was_put_right() {
        dns.answer("169.254.169.254");
        assertRefused(Reason.FORBIDDEN_ADDRESS);

        dns.answer(Names.PUBLIC_V4);
        assertRefused(Reason.FORBIDDEN_ADDRESS);
        clock.pass(NameCache.LIFETIME_OF_REFUSALS);

        assertThat(guard.resolve(HOST)).containsExactly(Names.address(Names.PUBLIC_V4));
    }

    @Test
    void one_bad_address_of_either_family_refuses_the_name() {
        dns.answer(Names.PUBLIC_V4, "fd00::1");
        assertRefused(Reason.PRIVATE_ADDRESS);

        clock.pass(NameCache.LIFETIME_OF_REFUSALS);
        dns.answer(Names.PUBLIC_V6, Names.PUBLIC_V4, "127.0.0.1");
        assertRefused(Reason.FORBIDDEN_ADDRESS);
    }

    @Test
    void a_name_that_is_gone_or_has_no_address_is_unknown() {
        dns.answerThatNoNameExists();
        assertRefused(Reason.UNKNOWN_HOST);

        clock.pass(NameCache.LIFETIME_OF_REFUSALS);
        dns.answer();
        assertRefused(Reason.UNKNOWN_HOST);
    }

    @Test
    void a_connection_reaches_the_address_that_was_vetted_and_asks_dns_no_more() throws IOException {
        guard = builder().openNetwork("127.0.0.0/8").build();
        dns.answer("127.0.0.1");
        try (ServerSocket receiver = new ServerSocket(0, 1, Names.address("127.0.0.1"));
                Socket client = new Socket()) {
            CallbackTarget target = guard.check("https://" + HOST + ":" + receiver.getLocalPort() + "/");
            int queries = dns.queries();
            dns.answer("127.0.0.2");

            client.connect(new InetSocketAddress(target.addresses().get(0), target.port()), 5000);

            assertThat(client.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(dns.queries()).isEqualTo(queries);
        }
    }
}
