package dev.connectorkit.samples.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.orchestration.NonRetriableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sender through Twilio's Programmable Messaging API (version 2010-04-01, resource Messages). Messages of its exceptions hold the
 * status and Twilio's error number, never the token, the code, or what the service wrote.
 */
public final class TwilioSms implements SmsSender {

    /** The URL of the API. */
    public static final URI API = URI.create("https://api.twilio.com");

    /** The time limit of an attempt. */
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern ERROR_NUMBER = Pattern.compile("\"code\"\\s*:\\s*(\\d{1,9})");

    private final HttpClient http;
    private final URI messages;
    private final String authorization;
    private final String from;
    private final Duration timeout;

    private TwilioSms(URI messages, String authorization, String from, Duration timeout) {
        this.messages = messages;
        this.authorization = authorization;
        this.from = from;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /**
     * Sends through {@link #API}, with {@link #TIMEOUT} for each attempt.
     *
     * @param account the account's SID: {@code AC} and 32 hexadecimal digits
     * @param token the account's auth token
     * @param from one of the account's numbers or sender ids
     */
    public static TwilioSms of(String account, String token, String from) {
        return of(account, token, from, API, TIMEOUT);
    }

    /**
     * Sends through another address, such as a proxy or a server that stands in for Twilio.
     *
     * @param base the URL before {@code /2010-04-01}: https, or http on this machine, where the token is not overheard
     * @param timeout for each attempt
     */
    public static TwilioSms of(String account, String token, String from, URI base, Duration timeout) {
        if (!account.matches("[A-Za-z0-9]+") || token.isBlank() || from.isBlank()) {
            throw new IllegalArgumentException(
                    "Twilio needs the account's SID (letters and digits), its auth token and a number to send from");
        }
        if (base.getHost() == null || !("https".equals(base.getScheme()) || isLocal(base))) {
            throw new IllegalArgumentException(
                    "Twilio is called over https, such as " + API + ", or over http on this machine, not at " + base);
        }
        URI messages = URI.create(
                base.toString().replaceAll("/+$", "") + "/2010-04-01/Accounts/" + account + "/Messages.json");
        byte[] credentials = (account + ":" + token).getBytes(UTF_8);
        return new TwilioSms(messages, "Basic " + Base64.getEncoder().encodeToString(credentials), from, timeout);
    }

    private static boolean isLocal(URI base) {
        return "http".equals(base.getScheme()) && base.getHost().matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    }

    @Override
    public void sendCode(String number, int code) throws IOException, InterruptedException {
        Map<String, String> fields = Map.of("To", number, "From", from, "Body", "Your verification code is " + code);
        HttpResponse<String> response = answer(HttpRequest.newBuilder(messages)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                .build());
        int status = response.statusCode();
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
            throw new IOException("Twilio is not available: " + described(response));
        }
        if (status / 100 != 2) {
            throw new NonRetriableException("Twilio refused the message: " + described(response));
        }
    }

    /** The client's own timeout ends with the headers; this one is for the body too. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Twilio did not answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException("Twilio cannot be reached: " + e.getCause(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static String described(HttpResponse<String> response) {
        Matcher error = ERROR_NUMBER.matcher(response.body());
        String status = "HTTP " + response.statusCode();
        return error.find()
                ? status + ", error " + error.group(1) + "; see https://www.twilio.com/docs/api/errors/"
                        + error.group(1)
                : status;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
