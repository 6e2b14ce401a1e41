package dev.connectorkit.sdk.auth;

import java.util.Set;

/**
 * What a token must say.
 *
 * @param issuer its {@code iss}
 * @param audience one of its {@code aud}
 * @param grants all of these must be among its roles and scopes
 */
record TokenRules(String issuer, String audience, Set<String> grants) {}
