package dev.connectorkit.guard;

/**
 * Thrown if a callback URL, host or address is refused. The message names the violated rule, the expected form and the setting
 * of {@link CallbackGuardBuilder} that would allow it; it has no user-info, no path, no query and no address that only DNS has,
 * so that it may be shown to the sender of the URL.
 */
public final class RefusedCallbackException extends RuntimeException {

    /** The kind of the violated rule. */
    public enum Reason {
        /** Not an absolute URL of RFC 3986 in ASCII, or with characters that parsers read differently. */
        SYNTAX,
        /** More than {@value CallbackGuard#MAX_LENGTH} characters. */
        TOO_LONG,
        /** Neither {@code https} nor an allowed {@code http}. */
        SCHEME,
        /** A user name or password where none is allowed, or one that is ambiguous. */
        USER_INFO,
        /** A {@code #fragment}, which is never sent. */
        FRAGMENT,
        /** A port that is no number from 1 to 65535, or that the port rule leaves out. */
        PORT,
        /** No host, or one that is neither a DNS name nor an IP address. */
        HOST,
        /** An IP address in another notation than {@code 192.0.2.1} or {@code [2001:db8::1]}. */
        ADDRESS_NOTATION,
        /** A host that is not on the allow-list. */
        NOT_LISTED,
        /** A name of the local machine or network, or of a cloud's metadata service. */
        LOCAL_NAME,
        /** An address of a private network. */
        PRIVATE_ADDRESS,
        /** A loopback, link-local, metadata, multicast or reserved address. */
        FORBIDDEN_ADDRESS,
        /** An address of this machine. */
        OWN_ADDRESS,
        /** A name that DNS does not know or that has no address. */
        UNKNOWN_HOST,
        /** DNS did not answer within the time budget. */
        NO_ANSWER;

        /** Returns whether the same URL may pass a little later, without a change of it or of an option. */
        public boolean isTemporary() {
            return this == UNKNOWN_HOST || this == NO_ANSWER;
        }
    }

    private final Reason reason;

    RefusedCallbackException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns the kind of the violated rule. */
    public Reason reason() {
        return reason;
    }
}
