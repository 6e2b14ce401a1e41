package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Signatures are what the reference library verifies. */
class SignerTest {

    private static final byte[] OLD =
            "an-old-key-of-thirty-two-bytes-!".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] NEW =
            "a-new-key-of-thirty-two-bytes-!!".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final String BODY = "{\"name\":\"Käsekuchen \uD83C\uDF70 100%\"}";

    @Test
    void theReferenceLibraryVerifiesThem() throws Exception {
        Map<String, String> headers = new Signer(List.of(NEW))
                .headers("msg1", Instant.now(), BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(verifies(NEW, headers, BODY)).isTrue();
        assertThat(verifies(NEW, headers, BODY + " ")).isFalse();
        assertThat(verifies(OLD, headers, BODY)).isFalse();
    }

    @Test
    void whileKeysAreRotatedBothVerify() throws Exception {
        Map<String, String> headers = new Signer(List.of(NEW, OLD))
                .headers("msg1", Instant.now(), BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(verifies(NEW, headers, BODY)).isTrue();
        assertThat(verifies(OLD, headers, BODY)).isTrue();
    }

    @Test
    void withoutKeysOnlyTheIdIsSent() {
        assertThat(new Signer(List.of())
                        .headers("msg1", Instant.now(), BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("webhook-id", "msg1"));
    }

    private static boolean verifies(byte[] key, Map<String, String> headers, String body) throws Exception {
        try {
            Map<String, List<String>> lists = headers.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
            new Webhook(Base64.getEncoder().encodeToString(key))
                    .verify(body, java.net.http.HttpHeaders.of(lists, (name, value) -> true));
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }
}
