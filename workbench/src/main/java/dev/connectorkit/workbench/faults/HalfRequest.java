package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/** Sends the head of a request and half of its body, and resets the connection. */
final class HalfRequest {

    private static final int CONNECT_MILLIS = 10_000;

    private HalfRequest() {}

    static void send(Request request) {
        URI url = request.url();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
            plain.setSoLinger(true, 0); // close() resets the connection
            Socket socket = secure
                    ? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, url.getHost(), port, true)
                    : plain;
            byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            StringBuilder head = new StringBuilder(request.method() + " " + url.getRawPath() + query + " HTTP/1.1\r\n");
            head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
            request.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            head.append(body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            return; // a connector that cannot be reached resets the connection too
        }
    }
}
