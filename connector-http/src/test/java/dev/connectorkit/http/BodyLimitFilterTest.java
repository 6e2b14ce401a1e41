package dev.connectorkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class BodyLimitFilterTest {

    @Test
    void aBodyThatTakesTooLongIsGivenUp() {
        ContainerRequest request = request(Duration.ZERO);
        assertThatThrownBy(() -> request.getEntityStream().readAllBytes())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(408));
    }

    @Test
    void oneThatComesInTimeIsRead() throws IOException {
        assertThat(request(Duration.ofMinutes(1)).getEntityStream().readAllBytes())
                .hasSize(10);
    }

    private static ContainerRequest request(Duration longest) {
        URI uri = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(uri, uri, "POST", null, new MapPropertiesDelegate(), null);
        request.setEntityStream(new ByteArrayInputStream(new byte[10]));
        new BodyLimitFilter(100, longest).filter(request);
        return request;
    }
}
