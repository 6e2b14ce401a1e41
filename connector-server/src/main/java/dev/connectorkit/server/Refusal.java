package dev.connectorkit.server;

/** A request that is refused before it reaches a resource; after the answer, the connection is closed. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    private Refusal(int status, String reason, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    static Refusal malformed(String detail) {
        return new Refusal(400, "Bad Request", detail);
    }

    static Refusal timeout(long seconds) {
        return new Refusal(408, "Request Timeout", "A request must be here within " + seconds + " seconds.");
    }

    static Refusal bodyTooLarge(long limit) {
        return new Refusal(
                413, "Content Too Large", "The body of a request must not be larger than " + limit + " bytes.");
    }

    static Refusal lineTooLong(int limit) {
        return new Refusal(
                414, "URI Too Long", "The request line and the headers must not be larger than " + limit + " bytes.");
    }

    static Refusal expectation() {
        return new Refusal(417, "Expectation Failed", "The only expectation that is met is 100-continue.");
    }

    static Refusal headersTooLarge(int limit) {
        return new Refusal(
                431,
                "Request Header Fields Too Large",
                "The request line and the headers must not be larger than " + limit + " bytes.");
    }

    static Refusal tooManyHeaders(int limit) {
        return new Refusal(
                431, "Request Header Fields Too Large", "A request must not have more than " + limit + " headers.");
    }

    /** The connection is closed after it; Grizzly would keep it open for what follows in the tunnel. */
    static Refusal tunnel() {
        return new Refusal(501, "Not Implemented", "This server is no proxy.");
    }

    static Refusal noMemory() {
        return new Refusal(503, "Service Unavailable", "Too many large requests arrive at the moment.");
    }

    static Refusal version() {
        return new Refusal(505, "HTTP Version Not Supported", "This server speaks HTTP/1.1 and HTTP/1.0.");
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }

    /** Returns the text for the client; no word of it comes from the request. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
