package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.guard.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that is connected to, and the request that is sent there, for callback URLs of all shapes. */
class RequestOnTheWireTest extends WireTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private volatile HostResolver dns = host -> addresses("127.0.0.1");

    @Override
    InetAddress[] resolve(String host) throws UnknownHostException {
        lookedUp.add(host);
        return dns.resolve(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=a-b_C%2B",
                "/a+b~c/%7Euser/%2e%2E/x",
                "/a?q=1+2~3*4!'()",
                "/a?",
                "/?x",
                "/a/../b/./c",
                "//double//slash",
                "/a;v=1/b;w=2?c=d;e",
                "/a?x=1?y=2/z",
                "/%C3%A4?%c3%a4",
                "/a?url=https://example.com:443/b?c",
                "/a%00b",
                "/A/b/"
            })
    void pathAndQueryArriveByteForByte(String target) {
        post(receiver.url(target));
        assertThat(receiver.requests()).singleElement().asString().startsWith("POST " + target + " HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({"'', /", "?a=b, /?a=b", "?, /?"})
    void withoutAPathTheRootIsAskedFor(String rest, String target) {
        post(receiver.url(rest));
        assertThat(receiver.requests()).singleElement().asString().startsWith("POST " + target + " HTTP/1.1\r\n");
    }

    @Test
    void theHostHeaderHasTheNameInLowerCaseAndThePort() {
        post("http://HOOKS.Example.COM.:" + receiver.port() + "/");
        assertThat(host()).isEqualTo("hooks.example.com:" + receiver.port());
    }

    @Test
    void anIpv6AddressIsDialledAndStandsInBracketsInTheHostHeader() throws IOException {
        try (RawReceiver six = new RawReceiver(new ServerSocket(0, 50, InetAddress.getByName("::1")))) {
            assertThat(post("http://[::1]:" + six.port() + "/").status()).isEqualTo(202);
            assertThat(six.requests())
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("\r\nHost: [::1]:" + six.port() + "\r\n");
        }
    }

    @Test
    void aRedirectsTargetIsNotEvenLookedUp() {
        receiver.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://metadata.example/latest\r\nContent-Length: 0\r\n\r\n");
        post("http://hooks.example.com:" + receiver.port() + "/");
        assertThat(lookedUp).containsOnly("hooks.example.com");
    }

    @Test
    void aLocationThatIsNoUrlIsToldInAFewWords() {
        for (String location :
                List.of("//other.example/a?sig=s", "/a?sig=s", "http://a b", "http://" + "a.".repeat(5000) + "com/")) {
            receiver.answering("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(post(receiver.url("/")).outcome())
                    .doesNotContain("sig", "null")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void ifTheFirstAddressTakesNoConnectionsTheNextVettedOneIsDialled() {
        dns = host -> addresses("127.0.0.9", "127.0.0.1");
        assertThat(post("http://hooks.example.com:" + receiver.port() + "/").status())
                .isEqualTo(202);
    }

    @Test
    void anAddressThatWasChangedAfterTheCheckIsNotDialled() {
        var checked = guard.check("http://rebind.example.com:" + receiver.port() + "/");
        dns = host -> addresses("169.254.169.254");
        clock.pass(Duration.ofMinutes(2));
        assertThat(transport.post(checked, Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), TIMEOUT))
                .succeedsWithin(TIMEOUT)
                .satisfies(answer -> assertThat(answer.failure()).isEqualTo(Failure.FORBIDDEN));
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aNameThatIsGoneWhenItIsDialledIsNotLookedUp() {
        var checked = guard.check("http://gone.example.com:" + receiver.port() + "/");
        dns = host -> {
            throw new UnknownHostException(host);
        };
        clock.pass(Duration.ofMinutes(2));
        assertThat(transport.post(checked, Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), TIMEOUT))
                .succeedsWithin(TIMEOUT)
                .satisfies(answer -> assertThat(answer.failure()).isEqualTo(Failure.NAME));
    }

    private AttemptResult post(String url) {
        return transport
                .post(guard.check(url), Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), TIMEOUT)
                .join();
    }

    private String host() {
        String request = receiver.requests().get(0);
        int at = request.toLowerCase(java.util.Locale.ROOT).indexOf("\r\nhost: ") + 8;
        return request.substring(at, request.indexOf('\r', at));
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] all = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            all[i] = InetAddress.getByName(literals[i]);
        }
        return all;
    }
}
