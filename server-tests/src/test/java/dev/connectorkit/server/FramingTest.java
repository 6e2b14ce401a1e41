package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.notNullValue;

import dev.connectorkit.http.problem.Problem;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The framing of requests, byte by byte as RFC 9112 has it. */
class FramingTest {

    private static final String GET = "GET /echo HTTP/1.1\r\nHost: x\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n";
    private static final String SMUGGLED = "GET /echo?q=smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(Echo.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String exchange(String request) throws IOException {
        return RawClient.exchange(server.server().port(), request);
    }

    static Stream<String> ambiguous() {
        return Stream.of(
                POST + "Content-Length : 5\r\n\r\nhello",
                POST + "Content-Length\t: 5\r\n\r\nhello",
                POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                GET + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: identity\r\n\r\nhello",
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding:\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                POST + "Content-Length: 5, 5\r\n\r\nhello",
                POST + "Content-Length: +5\r\n\r\nhello",
                POST + "Content-Length: -5\r\n\r\nhello",
                POST + "Content-Length: 0x5\r\n\r\nhello",
                POST + "Content-Length:\r\n\r\nhello",
                POST + "Content-Length: 99999999999999999999\r\n\r\nhello",
                "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET /echo HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo HTTP/1.1\r\n\r\n",
                "GET http://a/echo HTTP/1.1\r\n\r\n",
                "GET http://u@a/echo HTTP/1.1\r\nHost: a\r\n\r\n",
                GET + "X-A: one\r\n two\r\n\r\n",
                GET + "X-A: one\r\n\ttwo\r\n\r\n",
                "GET /echo HTTP/1.1\r\n Host: x\r\n\r\n",
                GET + "X-A: one\nX-B: two\r\n\r\n",
                GET + "X-A: one\rX-B: two\r\n\r\n",
                GET + "X-A: one\0two\r\n\r\n",
                GET + "X-\0A: one\r\n\r\n",
                GET + "X-A: one\u0007\r\n\r\n",
                GET + "X A: one\r\n\r\n",
                GET + ": one\r\n\r\n",
                GET + "X-A\r\n\r\n",
                "GET /echo HTTP/1.1\nHost: x\n\n",
                "GET  /echo HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo  HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo HTTP/1.1 \r\nHost: x\r\n\r\n",
                "GET /echo\r\nHost: x\r\n\r\n",
                "GET /echo http/1.1\r\nHost: x\r\n\r\n",
                "GET echo HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /echo#a HTTP/1.1\r\nHost: x\r\n\r\n",
                "G(T /echo HTTP/1.1\r\nHost: x\r\n\r\n",
                chunked("g\r\nhello\r\n0\r\n\r\n"),
                chunked("-5\r\nhello\r\n0\r\n\r\n"),
                chunked("0x5\r\nhello\r\n0\r\n\r\n"),
                chunked(" 5\r\nhello\r\n0\r\n\r\n"),
                chunked("\r\nhello\r\n0\r\n\r\n"),
                chunked(";a\r\nhello\r\n0\r\n\r\n"),
                chunked("5\nhello\r\n0\r\n\r\n"),
                chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"),
                chunked("5 5\r\nhello\r\n0\r\n\r\n"),
                chunked("4\r\nhello\r\n0\r\n\r\n"),
                chunked("FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
                chunked("5;" + "a".repeat(5000) + "\r\nhello\r\n0\r\n\r\n"),
                chunked("0\r\nX A: b\r\n\r\n"));
    }

    private static String chunked(String body) {
        return POST + "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void what_can_be_understood_in_two_ways_is_a_400_and_ends_the_connection(String request) throws Exception {
        String answer = exchange(request + SMUGGLED);
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("\r\nContent-Type: " + Problem.MEDIA_TYPE)
                .contains("\r\nDate: ")
                .contains("\r\nConnection: close\r\n")
                .contains("\"status\":400")
                .doesNotContain("smuggled")
                .doesNotContain("Exception");
        assertThat(answer.split("HTTP/1\\.1 (?=[0-9])")).hasSize(2);
    }

    static Stream<Arguments> valid() {
        return Stream.of(
                Arguments.of("\r\n" + GET, "<|0>"),
                Arguments.of("\r\n\r\n" + GET, "<|0>"),
                Arguments.of(POST + "Content-Length: 5\r\n\r\nhello", "<hello>"),
                Arguments.of(POST + "Content-Length:5\r\n\r\nhello", "<hello>"),
                Arguments.of(POST + "content-length: \t 5 \t\r\n\r\nhello", "<hello>"),
                Arguments.of(POST + "Content-Length: 005\r\n\r\nhello", "<hello>"),
                Arguments.of(POST + "Content-Length: 0\r\n\r\n", "<>"),
                Arguments.of(POST + "Transfer-Encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "<hello>"),
                Arguments.of(chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), "<hello>"),
                Arguments.of(chunked("5;name=value\r\nhello\r\n0;last\r\n\r\n"), "<hello>"),
                Arguments.of(chunked("5 ; name=\"a;b\"\r\nhello\r\n0\r\n\r\n"), "<hello>"),
                Arguments.of(chunked("000000000000000000005\r\nhello\r\n00\r\n\r\n"), "<hello>"),
                Arguments.of(chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"), "<01234567890123456789>"),
                Arguments.of(chunked("5\r\nhello\r\n0\r\nX-Trailer: a\r\nContent-Length: 9\r\n\r\n"), "<hello>"),
                Arguments.of(chunked("0\r\n\r\n"), "<>"));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void what_can_be_understood_in_one_way_is_taken_and_followed_by_the_next_request(String request, String expected)
            throws Exception {
        String whole = request.endsWith("Host: x\r\n") ? request + "\r\n" : request;
        String answer = exchange(whole + SMUGGLED);
        assertThat(answer.split("HTTP/1\\.1 (?=[0-9])")).hasSize(3).satisfies(parts -> {
            assertThat(parts[1]).startsWith("200 ").contains("Date: ").contains(expected);
            assertThat(parts[2]).startsWith("200 ").contains("<smuggled|0>");
        });
    }

    @Test
    void requests_may_arrive_in_single_bytes() throws Exception {
        try (RawClient client = new RawClient(server.server().port())) {
            String request = chunked("5;a=b\r\nhello\r\n0\r\nX-T: a\r\n\r\n") + SMUGGLED;
            for (int i = 0; i < request.length(); i++) {
                client.send(request.substring(i, i + 1));
            }
            assertThat(client.rest()).contains("<hello>").contains("<smuggled|0>");
        }
    }

    @Test
    void a_body_is_asked_for_once_if_the_client_waits_for_that() throws Exception {
        try (RawClient client = new RawClient(server.server().port())) {
            client.send(POST + "Connection: close\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.upTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("he");
            client.send("llo");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").contains("<hello>");
        }
    }

    @Test
    void a_body_that_is_too_large_is_not_asked_for() throws Exception {
        assertThat(exchange(POST + "Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("\"status\":413");
        assertThat(exchange(POST + "Expect: magic\r\nContent-Length: 5\r\n\r\n"))
                .startsWith("HTTP/1.1 417 ")
                .contains("\"status\":417");
    }

    @Test
    void a_refused_body_that_is_still_being_sent_does_not_hide_the_answer() throws Exception {
        String chunk = "FFFF\r\n" + "a".repeat(0xFFFF) + "\r\n";
        assertThat(exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(300)))
                .startsWith("HTTP/1.1 413 ")
                .contains("must not be larger than");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/2.0, 505", "HTTP/0.9, 505", "HTTP/1.10, 400", "HTTPS/1.1, 400"})
    void other_versions_are_refused(String version, int status) throws Exception {
        assertThat(exchange("GET /echo " + version + "\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void http_1_0_needs_no_host_and_ends_the_connection() throws Exception {
        String answer = exchange("GET /echo?q=a HTTP/1.0\r\n\r\n");
        assertThat(answer)
                .containsPattern("^HTTP/1\\.[01] 200 ")
                .contains("<a|0>")
                .doesNotContain("chunked");
        assertThat(exchange("POST /echo HTTP/1.0\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"))
                .contains("<hello>");
    }

    @ParameterizedTest
    @CsvSource({
        "my_connector:8080, http://my_connector:8080/echo/at/a",
        "_x, http://_x/echo/at/a",
        "a.example:, http://a.example/echo/at/a",
        "a.example:80, http://a.example/echo/at/a",
        "10.0.0.1:81, http://10.0.0.1:81/echo/at/a",
        "[::1]:8443, http://[::1]:8443/echo/at/a",
        "[::1], http://[::1]/echo/at/a",
        "a.example., http://a.example./echo/at/a"
    })
    void links_have_the_host_as_it_was_sent(String host, String url) throws Exception {
        assertThat(exchange("GET /echo/at/a HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("<a at " + url + ">");
    }

    @Test
    void the_host_of_an_absolute_target_replaces_the_header() throws Exception {
        assertThat(exchange("GET http://a.example:81/echo/at/a HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n"))
                .contains("<a at http://a.example:81/echo/at/a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ã¤", "ä", "日本", "😀"})
    void utf_8_in_a_target_is_percent_encoded(String name) throws Exception {
        String raw = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        assertThat(exchange("GET /echo/at/" + raw + "?q=" + raw + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("<" + name + " at http://x/echo/at/" + encoded + "?q=" + encoded + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e4", "\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u007f", "\u0001"})
    void other_bytes_in_a_target_are_refused(String bytes) throws Exception {
        assertThat(exchange("GET /echo/at/" + bytes + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"status\":400");
        assertThat(exchange("GET /echo?q=" + bytes + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: x", "Accept: /", "Accept: text/plain;q=x", "Accept-Language: ;;"})
    void malformed_media_types_are_refused_with_a_problem(String header) throws Exception {
        assertThat(exchange("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains(Problem.MEDIA_TYPE)
                .contains("The " + header.substring(0, header.indexOf(':')) + " header is invalid.");
    }

    @Test
    void a_405_lists_head_with_get_and_has_a_date() {
        server.request()
                .delete("/echo/at/a")
                .then()
                .statusCode(405)
                .header("Allow", "GET,HEAD,OPTIONS")
                .header("Date", notNullValue());
    }

    @Test
    void a_token_of_nine_kilobytes_is_taken_and_the_limits_are_the_documented_ones() throws Exception {
        assertThat(exchange(GET + "Connection: close\r\nX-A: " + "a".repeat(9216) + "\r\n\r\n"))
                .contains("<|9216>");
        assertThat(exchange(GET + "X-A: " + "a".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("32768");
        assertThat(exchange(GET + "X-A: b\r\n".repeat(200) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("more than 200 headers");
        assertThat(exchange("GET /echo?q=" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"status\":414");
    }

    @Test
    void the_limits_of_headers_can_be_set() throws Exception {
        try (TestServer other =
                TestServer.with(builder -> builder.maxHeaderBytes(100_000).maxHeaders(400), Echo.class)) {
            int port = other.server().port();
            assertThat(RawClient.exchange(port, GET + "Connection: close\r\nX-A: " + "a".repeat(90_000) + "\r\n\r\n"))
                    .contains("<|90000>");
            assertThat(RawClient.exchange(port, GET + "Connection: close\r\n" + "X-B: b\r\n".repeat(398) + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.exchange(port, GET + "X-A: b\r\n".repeat(400) + "\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            String utf8 = "\u00c3\u00a4".repeat(40_000);
            assertThat(RawClient.exchange(
                            port, "GET /echo?q=" + utf8 + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1023, 1024 * 1024 + 1})
    void a_limit_of_headers_that_is_none_is_refused_by_name(int bytes) {
        assertThatThrownBy(() -> ConnectorServer.builder().maxHeaderBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxHeaderBytes must be from 1024 to 1048576, but is " + bytes);
        assertThatThrownBy(() -> ConnectorServer.builder().maxHeaders(bytes == 1023 ? 9 : bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxHeaders must be from 10 to 10000");
    }

    @Test
    void the_url_of_a_server_on_an_ipv6_address_has_brackets() {
        try (TestServer other = TestServer.with(builder -> builder.host("::1"), Echo.class)) {
            assertThat(other.server().url())
                    .hasToString("http://[::1]:" + other.server().port() + "/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x:443", "/echo", "http://x/", "*"})
    void a_tunnel_is_refused_and_the_connection_closed(String target) throws Exception {
        assertThat(exchange("CONNECT " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 501 Not Implemented\r\n")
                .contains("\r\nConnection: close\r\n", "\"status\":501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "utf-9", "!", "\"a b\"", "\u00e9"})
    void a_charset_that_is_unknown_is_a_415(String charset) throws Exception {
        String post =
                "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\nContent-Type: text/plain";
        assertThat(exchange(post + ";charset=" + charset + "\r\n\r\nhello"))
                .containsPattern("^HTTP/1.1 (415|400) ")
                .contains("\"status\":4", Problem.MEDIA_TYPE);
        assertThat(exchange(post + ";charset=ISO-8859-1\r\n\r\nhello")).contains("<hello>");
    }
}
