package dev.connectorkit.callbacks.internal.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParser;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a response so that its status counts whatever the rest is like: a receiver that has said 200 has the
 * delivery. After a head that cannot be trusted (RFC 9112, 6.3) no body is read, and the connection is closed.
 */
final class StatusFirstParser extends DefaultHttpResponseParser<HttpResponse> {

    private static final Pattern STATUS =
            Pattern.compile("\\s*(?:HTTP(?:/\\d+(?:\\.\\d+)?)?|ICY)\\s+([2-5]\\d\\d)(?!\\d).*", Pattern.DOTALL);
    private static final int LONGEST_LENGTH = 18;
    private static final Pattern LENGTH = Pattern.compile("\\d{1," + LONGEST_LENGTH + "}");
    private static final int FINAL = 200;

    private @Nullable HttpResponse begun;
    private boolean odd;

    StatusFirstParser(Http1Config config) {
        super(config, LazyLaxLineParser.INSTANCE, DefaultHttpResponseFactory.INSTANCE);
    }

    @Override
    public void reset() {
        super.reset();
        begun = null;
        odd = false;
    }

    @Override
    protected HttpResponse createMessage(CharArrayBuffer line) throws HttpException {
        HttpResponse response;
        try {
            response = super.createMessage(line);
            odd = response.getVersion() != null && response.getVersion().greaterEquals(HttpVersion.HTTP_2);
        } catch (HttpException e) {
            Matcher status = STATUS.matcher(line.toString());
            if (!status.matches()) {
                throw e;
            }
            response = new BasicHttpResponse(Integer.parseInt(status.group(1)));
            odd = true;
        }
        if (odd) {
            response.setVersion(HttpVersion.HTTP_1_1);
        }
        begun = response;
        return response;
    }

    @Override
    public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream)
            throws IOException, HttpException {
        try {
            HttpResponse response = super.parse(buffer, endOfStream);
            if (response != null && (odd || !hasClearLength(response))) {
                withoutBody(response);
            }
            return response;
        } catch (HttpException | IOException e) {
            HttpResponse response = begun;
            if (response == null || response.getCode() < FINAL) {
                throw e;
            }
            withoutBody(response);
            return response;
        }
    }

    /** Leaves one of equal lengths. */
    private static boolean hasClearLength(HttpResponse response) {
        if (hasOneLength(response)) {
            return true;
        }
        List<String> lengths = values(response, HttpHeaders.CONTENT_LENGTH);
        List<String> codings = values(response, HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            return lengths.isEmpty() && codings.equals(List.of("chunked"));
        }
        if (lengths.size() > 1 && lengths.stream().distinct().count() == 1) {
            response.removeHeaders(HttpHeaders.CONTENT_LENGTH);
            response.setHeader(HttpHeaders.CONTENT_LENGTH, lengths.get(0));
        }
        return lengths.isEmpty()
                || (lengths.stream().distinct().count() == 1
                        && LENGTH.matcher(lengths.get(0)).matches());
    }

    /** Returns whether it is as most are: with one plain length and without a coding. */
    private static boolean hasOneLength(HttpResponse response) {
        if (response.countHeaders(HttpHeaders.CONTENT_LENGTH) != 1
                || response.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        String length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH).getValue();
        if (length == null || length.isEmpty() || length.length() > LONGEST_LENGTH) {
            return false;
        }
        for (int i = 0; i < length.length(); i++) {
            if (length.charAt(i) < '0' || length.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static List<String> values(HttpResponse response, String name) {
        List<String> values = new ArrayList<>(1);
        for (Header header : response.getHeaders(name)) {
            String value = header.getValue();
            for (String part : (value == null ? "" : value).split(",", -1)) {
                values.add(part.strip().toLowerCase(Locale.ROOT));
            }
        }
        return values;
    }

    private static void withoutBody(HttpResponse response) {
        response.removeHeaders(HttpHeaders.TRANSFER_ENCODING);
        response.removeHeaders(HttpHeaders.CONTENT_LENGTH);
        response.removeHeaders(HttpHeaders.CONNECTION);
        response.setHeader(HttpHeaders.CONTENT_LENGTH, "0");
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }
}
