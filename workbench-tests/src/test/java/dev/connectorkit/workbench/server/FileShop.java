package dev.connectorkit.workbench.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A connector with a form that has a file, a file as the body, and a file as the answer. */
final class FileShop implements AutoCloseable {

    static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 255, '\r', '\n'};

    private static final String DOCUMENT = """
            {"swagger": "2.0", "info": {"title": "Files", "version": "1"}, "paths": {
              "/form": {"post": {"operationId": "SendScan", "summary": "Send a scan", "consumes": ["multipart/form-data"],
                "parameters": [{"name": "scan", "in": "formData", "type": "file", "required": true, "x-ms-summary": "Scan"},
                  {"name": "title", "in": "formData", "type": "string", "x-ms-summary": "Title"}],
                "responses": {"200": {"description": "Sent", "schema": {"type": "string"}}}}},
              "/raw": {"put": {"operationId": "PutScan", "summary": "Put a scan", "consumes": ["application/octet-stream"],
                "parameters": [{"name": "scan", "in": "body", "required": true, "x-ms-summary": "Scan",
                  "schema": {"type": "string", "format": "binary"}}],
                "responses": {"200": {"description": "Put", "schema": {"type": "string"}}}}},
              "/picture": {"get": {"operationId": "GetPicture", "summary": "Get a picture", "produces": ["image/png"],
                "parameters": [], "responses": {"200": {"description": "Picture", "schema": {"type": "file"}}}}}
            }}
            """;

    /**
     * A request that arrived.
     *
     * @param body with one character for each byte
     */
    record Arrived(String path, String contentType, String body) {}

    final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    FileShop() throws IOException {
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/swagger.json" -> answer(exchange, "application/json", DOCUMENT.getBytes(StandardCharsets.UTF_8));
                case "/picture" -> {
                    exchange.getResponseHeaders()
                            .set(
                                    "Content-Disposition",
                                    "attachment; filename=\"pic_re.png\"; filename*=UTF-8''pict%20re.png");
                    answer(exchange, "image/png", PICTURE);
                }
                default -> {
                    arrived.add(new Arrived(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            new String(body, StandardCharsets.ISO_8859_1)));
                    answer(exchange, "application/json", "\"taken\"".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
