package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeReceiverTest {

    private final FakeReceiver receiver = FakeReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static HttpResponse<String> post(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void it_answers_202_and_remembers_what_arrived() throws Exception {
        assertThat(post(receiver.url("/a?sig=%2F")).statusCode()).isEqualTo(202);
        post(receiver.url("/b"));
        assertThat(receiver.received("/a")).singleElement().satisfies(exchange -> {
            assertThat(exchange.request().url()).isEqualTo(receiver.url("/a?sig=%2F"));
            assertThat(exchange.request().body()).isEqualTo("x");
            assertThat(exchange.status()).isEqualTo(202);
        });
        assertThat(receiver.await(2)).hasSize(2);
    }

    @Test
    void it_answers_as_chosen_and_then_as_the_last_of_them() throws Exception {
        receiver.answer(
                Answer.status(429).retryAfter(Duration.ofMinutes(1)),
                Answer.redirect(URI.create("http://127.0.0.1:1/")),
                Answer.status(410));
        HttpResponse<String> throttled = post(receiver.url("/"));
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(post(receiver.url("/")).headers().firstValue("Location")).hasValue("http://127.0.0.1:1/");
        assertThat(post(receiver.url("/")).statusCode()).isEqualTo(410);
        assertThat(post(receiver.url("/")).statusCode()).isEqualTo(410);
    }

    @Test
    void it_closes_the_connection() {
        receiver.answer(Answer.close());
        assertThatThrownBy(() -> post(receiver.url("/"))).isInstanceOf(IOException.class);
        assertThat(receiver.received().get(0).response()).isEmpty();
    }

    @Test
    void a_slow_answer_does_not_hold_up_the_end_of_the_receiver() {
        receiver.answer(Answer.ACCEPTED.after(Duration.ofMinutes(10)));
        HttpRequest request = HttpRequest.newBuilder(receiver.url("/")).build();
        var waiting = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        receiver.await(1);
        receiver.close();
        assertThat(waiting).failsWithin(Duration.ofMinutes(1));
    }

    @Test
    void an_answer_needs_a_status() {
        assertThatThrownBy(() -> Answer.status(99)).hasMessage("status must be from 200 to 599, or 0, but is 99");
    }
}
