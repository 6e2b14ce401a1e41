package dev.connectorkit.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of a client that does no more than a poll needs. Not thread-safe. */
final class PollConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private String location = "";

    PollConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends one poll and reads its answer. */
    void poll(String target) throws IOException {
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: localhost:" + socket.getPort() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith("HTTP/1.1 20")) {
            throw new IOException(status + " for " + target);
        }
        long length = 0;
        boolean chunked = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = field.substring(field.indexOf(':') + 1).strip();
            if (name.equals("content-length")) {
                length = Long.parseLong(value);
            } else if (name.equals("transfer-encoding")) {
                chunked = true;
            } else if (name.equals("location")) {
                location = value;
            }
        }
        in.skipNBytes(length);
        while (chunked) {
            long size = Long.parseLong(line(), 16);
            in.skipNBytes(size);
            String end = line();
            chunked = size > 0 && end.isEmpty();
        }
    }

    /** Sends one poll and returns the target of the next. */
    String location(String target) throws IOException {
        poll(target);
        URI next = URI.create(location);
        return next.getRawPath() + "?" + next.getRawQuery();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server has closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
