package dev.connectorkit.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a form, with files or without. Not thread-safe. */
final class FormWriter {

    private final boolean multipart;
    private final String boundary = "mcp" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    FormWriter(String consumes) {
        this.multipart = consumes.equals("multipart/form-data");
    }

    boolean isUsed() {
        return content.size() > 0;
    }

    String contentType() {
        return multipart ? "multipart/form-data; boundary=" + boundary : "application/x-www-form-urlencoded";
    }

    void field(String name, String value) {
        if (multipart) {
            part("name=\"" + quoted(name) + "\"", "text/plain; charset=UTF-8", value.getBytes(StandardCharsets.UTF_8));
        } else {
            text((content.size() == 0 ? "" : "&") + RequestWriter.encoded(name) + "=" + RequestWriter.encoded(value));
        }
    }

    void file(String name, byte[] bytes) {
        part("name=\"" + quoted(name) + "\"; filename=\"" + quoted(name) + "\"", "application/octet-stream", bytes);
    }

    byte[] content() {
        if (multipart) {
            text("--" + boundary + "--\r\n");
        }
        return content.toByteArray();
    }

    private void part(String disposition, String type, byte[] bytes) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: " + type
                + "\r\n\r\n");
        content.writeBytes(bytes);
        text("\r\n");
    }

    private void text(String text) {
        content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
