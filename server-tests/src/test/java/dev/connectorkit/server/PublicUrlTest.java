package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host, port and prefix of the links that a connector hands out. */
class PublicUrlTest {

    private static TestServer trusting;

    @BeforeAll
    static void start() {
        trusting = TestServer.with(ConnectorServer.Builder::trustForwardedHeaders, new Orders());
    }

    @AfterAll
    static void stop() {
        trusting.close();
    }

    private static String location(Consumer<ConnectorServer.Builder> setUp, Consumer<RequestSpecification> request) {
        try (TestServer server = TestServer.with(setUp, new Orders())) {
            RequestSpecification sent = server.request();
            request.accept(sent);
            String location = sent.get("/orders/plain?a=1").header("Location");
            assertThat(location).endsWith("/orders/plain?a=1&triggerState=" + TestServer.NOW);
            return location.substring(0, location.indexOf("/orders"))
                    .replace(":" + server.server().port(), ":PORT");
        }
    }

    @Test
    void without_a_public_url_links_have_the_host_and_port_of_the_request() {
        assertThat(location(b -> {}, r -> {})).isEqualTo("http://localhost:PORT");
        assertThat(location(b -> {}, r -> r.header("Host", "files.example:8443")))
                .isEqualTo("http://files.example:8443");
        assertThat(location(b -> {}, r -> r.header("Host", "[::1]:8443"))).isEqualTo("http://[::1]:8443");
        assertThat(location(b -> {}, r -> r.header("Host", "files.example"))).isEqualTo("http://files.example");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com",
        "https://example.com:8443/, https://example.com:8443",
        "http://my_connector:8080, http://my_connector:8080",
        "https://[2001:db8::1]/a, https://[2001:db8::1]/a",
        "https://example.com/a/b, https://example.com/a/b",
        "https://example.com/a/b/, https://example.com/a/b"
    })
    void a_public_url_counts_before_everything_else(String publicUrl, String expected) {
        assertThat(location(
                        b -> b.publicUrl(URI.create(publicUrl)).trustForwardedHeaders(),
                        r -> r.header("X-Forwarded-Host", "other.example")))
                .isEqualTo(expected);
    }

    @Test
    void forwarded_headers_count_for_nothing_unless_they_are_trusted() {
        assertThat(location(
                        b -> {},
                        r -> r.header("X-Forwarded-Host", "evil.example").header("Forwarded", "host=evil.example")))
                .isEqualTo("http://localhost:PORT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-Forwarded-Host  | a.example                            | http://a.example
                    X-Forwarded-Host  | a.example:81, b.example              | http://a.example:81
                    X-Forwarded-Proto | https                                | https://localhost:PORT
                    X-Forwarded-Prefix| /conn/v1                             | http://localhost:PORT/conn/v1
                    Forwarded         | for=1.2.3.4;host=a.example;proto=https, host=b.example | https://a.example
                    Forwarded         | Host="[2001:db8::1]:8080"            | http://[2001:db8::1]:8080
                    X-Forwarded-Host  | a b/c?d                              | http://localhost:PORT
                    X-Forwarded-Proto | javascript                           | http://localhost:PORT
                    X-Forwarded-Prefix| //evil.example                       | http://localhost:PORT
                    """)
    void trusted_forwarded_headers_make_the_links(String header, String value, String expected) {
        assertThat(location(ConnectorServer.Builder::trustForwardedHeaders, r -> r.header(header, value)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> proxies() {
        return Stream.of(
                Arguments.of(
                        "AWS ALB",
                        "a.example",
                        List.of("X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "X-Forwarded-Port: 443"),
                        "https://a.example"),
                Arguments.of(
                        "AWS ALB on another port",
                        "a.example:8443",
                        List.of("X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "X-Forwarded-Port: 8443"),
                        "https://a.example:8443"),
                Arguments.of(
                        "Azure App Service",
                        "a.azurewebsites.net",
                        List.of(
                                "X-Forwarded-For: 1.2.3.4:5678",
                                "X-Forwarded-Proto: https",
                                "X-Original-URL: /orders/plain"),
                        "https://a.azurewebsites.net"),
                Arguments.of(
                        "nginx",
                        "backend:8080",
                        List.of(
                                "X-Forwarded-Host: a.example",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-For: 1.2.3.4",
                                "X-Real-IP: 1.2.3.4"),
                        "https://a.example"),
                Arguments.of(
                        "nginx with a port",
                        "backend:8080",
                        List.of("X-Forwarded-Host: a.example", "X-Forwarded-Port: 8443", "X-Forwarded-Proto: https"),
                        "https://a.example:8443"),
                Arguments.of(
                        "Envoy",
                        "a.example",
                        List.of(
                                "X-Forwarded-For: 1.2.3.4",
                                "X-Forwarded-Proto: https",
                                "X-Envoy-External-Address: 1.2.3.4",
                                "X-Request-Id: 1"),
                        "https://a.example"),
                Arguments.of(
                        "ngrok",
                        "a.ngrok.app",
                        List.of(
                                "X-Forwarded-For: 1.2.3.4",
                                "X-Forwarded-Host: a.ngrok.app",
                                "X-Forwarded-Proto: https"),
                        "https://a.ngrok.app"),
                Arguments.of(
                        "Traefik",
                        "a.example",
                        List.of(
                                "X-Forwarded-For: 1.2.3.4",
                                "X-Forwarded-Host: a.example",
                                "X-Forwarded-Port: 443",
                                "X-Forwarded-Proto: https",
                                "X-Forwarded-Prefix: /conn",
                                "X-Forwarded-Server: b",
                                "X-Real-Ip: 1.2.3.4"),
                        "https://a.example/conn"),
                Arguments.of(
                        "two proxies",
                        "backend",
                        List.of(
                                "X-Forwarded-Host: a.example, b.example",
                                "X-Forwarded-Port: 8443, 80",
                                "X-Forwarded-Proto: https, http"),
                        "https://a.example:8443"),
                Arguments.of(
                        "two header lines",
                        "backend",
                        List.of("X-Forwarded-Host: a.example", "X-Forwarded-Host: b.example"),
                        "http://a.example"),
                Arguments.of("only a port", "a.example:8080", List.of("X-Forwarded-Port: 81"), "http://a.example:81"),
                Arguments.of(
                        "an IPv6 host", "[2001:db8::1]", List.of("X-Forwarded-Port: 81"), "http://[2001:db8::1]:81"),
                Arguments.of("a port that is none", "a.example", List.of("X-Forwarded-Port: x"), "http://a.example"),
                Arguments.of(
                        "port 80 and TLS", "a.example:80", List.of("X-Forwarded-Proto: https"), "https://a.example"),
                Arguments.of(
                        "a proxy with the default port of the other scheme",
                        "backend",
                        List.of("X-Forwarded-Host: a.example", "X-Forwarded-Port: 80", "X-Forwarded-Proto: https"),
                        "https://a.example"),
                Arguments.of(
                        "a host with the default port of the other scheme",
                        "backend",
                        List.of("X-Forwarded-Host: a.example:80", "X-Forwarded-Proto: https"),
                        "https://a.example"),
                Arguments.of(
                        "plain HTTP and the default port of TLS",
                        "a.example:443",
                        List.of("X-Forwarded-Proto: http"),
                        "http://a.example"),
                Arguments.of(
                        "the own host with the default port of the other scheme in both headers",
                        "a.example:80",
                        List.of("X-Forwarded-Port: 80", "X-Forwarded-Proto: https"),
                        "https://a.example"),
                Arguments.of(
                        "Forwarded with the default port of the other scheme",
                        "backend",
                        List.of("Forwarded: proto=https;host=\"a.example:80\""),
                        "https://a.example"),
                Arguments.of("a port beyond all", "a.example", List.of("X-Forwarded-Port: 65536"), "http://a.example"),
                Arguments.of(
                        "the last port", "a.example", List.of("X-Forwarded-Port: 65535"), "http://a.example:65535"),
                Arguments.of(
                        "a host with port 0", "backend", List.of("X-Forwarded-Host: a.example:0"), "http://backend"),
                Arguments.of(
                        "a host with a port beyond all",
                        "backend",
                        List.of("X-Forwarded-Host: a.example:99999"),
                        "http://backend"),
                Arguments.of(
                        "a colon without a port",
                        "backend",
                        List.of("X-Forwarded-Host: a.example:"),
                        "http://a.example"),
                Arguments.of(
                        "a prefix that is no path",
                        "a.example",
                        List.of("X-Forwarded-Prefix: /%zz"),
                        "http://a.example"),
                Arguments.of(
                        "a prefix that leads elsewhere",
                        "a.example",
                        List.of("X-Forwarded-Prefix: /a/../b"),
                        "http://a.example"),
                Arguments.of(
                        "a prefix with a percent-encoded character",
                        "a.example",
                        List.of("X-Forwarded-Prefix: /a%20b/"),
                        "http://a.example/a%20b"),
                Arguments.of(
                        "Forwarded without a URL",
                        "a.example:81",
                        List.of("Forwarded: for=1.2.3.4"),
                        "http://a.example:81"),
                Arguments.of(
                        "Forwarded without a URL beside the others",
                        "backend",
                        List.of("Forwarded: for=1.2.3.4", "X-Forwarded-Host: a.example", "X-Forwarded-Proto: https"),
                        "https://a.example"),
                Arguments.of(
                        "a quoted comma",
                        "backend",
                        List.of("Forwarded: for=\"_a,host=evil.example\";host=a.example;proto=https, host=b.example"),
                        "https://a.example"),
                Arguments.of(
                        "a quoted semicolon",
                        "backend",
                        List.of("Forwarded: for=\"a;host=evil.example\";host=a.example"),
                        "http://a.example"),
                Arguments.of(
                        "a quoted quote",
                        "backend",
                        List.of("Forwarded: by=\"a\\\";host=evil.example\"; host=\"a.example:81\""),
                        "http://a.example:81"),
                Arguments.of(
                        "IPv6 in quotes",
                        "backend",
                        List.of("Forwarded: for=\"[2001:db8::2]:4711\";proto=HTTPS;host=\"[2001:db8::1]\""),
                        "https://[2001:db8::1]"),
                Arguments.of("a name with an underscore", "my_connector:8080", List.of(), "http://my_connector:8080"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proxies")
    void links_are_right_behind(String proxy, String host, List<String> headers, String expected) throws Exception {
        String answer = RawClient.exchange(
                trusting.server().port(),
                "GET /orders/plain?a=1 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                        + headers.stream().map(header -> header + "\r\n").collect(Collectors.joining())
                        + "\r\n");
        assertThat(answer).contains("\r\nLocation: " + expected + "/orders/plain?a=1&triggerState=");
    }

    @Test
    void a_forwarded_port_joins_a_forwarded_host() {
        assertThat(location(
                        ConnectorServer.Builder::trustForwardedHeaders,
                        r -> r.header("X-Forwarded-Host", "a.example")
                                .header("X-Forwarded-Port", "443")
                                .header("X-Forwarded-Proto", "https")))
                .isEqualTo("https://a.example");
    }

    @Test
    void the_documents_name_the_public_url() {
        try (TestServer server =
                TestServer.with(b -> b.publicUrl(URI.create("https://example.com:8443/a")), new Orders())) {
            server.get("/swagger.json")
                    .then()
                    .body("host", equalTo("example.com:8443"))
                    .body("basePath", equalTo("/a"))
                    .body("schemes[0]", equalTo("https"));
            assertThat(server.server().url()).isEqualTo(URI.create("https://example.com:8443/a/"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "ftp://example.com",
                "https:///a",
                "https://example.com/?a=b",
                "https://anna:secret@example.com/"
            })
    void a_public_url_that_engines_could_not_call_is_refused(String url) {
        assertThatThrownBy(() -> ConnectorServer.builder().publicUrl(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be like https://example.com/connector");
    }
}
