package dev.connectorkit.workbench.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A page in the Chromium of this machine, driven by its DevTools protocol, which needs nothing but the JDK. Waits have generous limits,
 * and end as soon as they can. For one thread.
 */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();

    /** Returns the program; empty if this machine has none. */
    public static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Browser(Path program, Path profile) throws Exception {
        process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1360,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .start();
        URI devTools = devTools();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + devTools.getPort() + "/json/list"))
                .build();
        String target = await().atMost(PATIENCE)
                .until(
                        () -> pageIn(read(client.send(list, HttpResponse.BodyHandlers.ofString())
                                .body())),
                        found -> !found.isEmpty());
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(target), new Answers())
                .get(60, TimeUnit.SECONDS);
        send("Page.enable", object());
    }

    private static String pageIn(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                return target.path("webSocketDebuggerUrl").asText();
            }
        }
        return "";
    }

    private URI devTools() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium-output");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring("DevTools listening on ".length()));
            }
        }
        throw new IOException("Chromium ended without its DevTools");
    }

    private JsonNode send(String method, ObjectNode parameters) throws Exception {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        ObjectNode message = object().put("id", number).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).get(60, TimeUnit.SECONDS);
        return answer.get(60, TimeUnit.SECONDS);
    }

    /** Opens a URL; one that differs in its fragment only is a change of the page. */
    public void open(String url) throws Exception {
        send("Page.navigate", object().put("url", url));
    }

    public void reload() throws Exception {
        send("Page.reload", object());
    }

    public void dark(boolean dark) throws Exception {
        ObjectNode parameters = object();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", parameters);
    }

    /** Returns the value of an expression in the page. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = send(
                "Runtime.evaluate",
                object().put("expression", expression).put("awaitPromise", true).put("returnByValue", true));
        return answer.path("result").path("result").path("value");
    }

    /** Waits until an expression in the page is true. */
    public void until(String expression) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .alias(expression)
                .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
    }

    /** Waits until the page shows a text. */
    public void sees(String text) {
        until("document.body && document.body.innerText.includes(" + TextNode.valueOf(text) + ")");
    }

    /** Clicks the first element that the selector finds and whose text begins with this one. */
    public void click(String selector, String text) throws Exception {
        String quoted = TextNode.valueOf(text).toString();
        String found = "[...document.querySelectorAll('" + selector
                + "')].find(e => !e.disabled && e.textContent.trim().startsWith(" + quoted + "))";
        until(found);
        evaluate(found + ".click()");
    }

    public void type(String selector, String text) throws Exception {
        until("document.querySelector('" + selector + "')");
        evaluate("{ const e = document.querySelector('" + selector + "'); e.value = '" + text
                + "'; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change', {bubbles: true})); }");
    }

    public void press(String key) throws Exception {
        evaluate("{ document.activeElement.blur(); dispatchEvent(new KeyboardEvent('keydown', {key: '" + key
                + "'})); }");
    }

    /**
     * Sets the size of the window.
     *
     * @param width in pixels; below 600 that of a phone
     */
    public void size(int width, int height) throws Exception {
        ObjectNode parameters =
                object().put("width", width).put("height", height).put("deviceScaleFactor", 1);
        send("Emulation.setDeviceMetricsOverride", parameters.put("mobile", width < 600));
    }

    /** Returns the window as PNG. */
    public byte[] picture() throws Exception {
        JsonNode answer = send("Page.captureScreenshot", object().put("format", "png"));
        return Base64.getDecoder().decode(answer.path("result").path("data").asText());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(2, TimeUnit.MINUTES);
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = read(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        open.remove(message.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return null;
        }
    }
}
