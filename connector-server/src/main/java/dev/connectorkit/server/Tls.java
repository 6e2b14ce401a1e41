package dev.connectorkit.server;

import java.nio.file.Path;
import org.glassfish.grizzly.ssl.SSLContextConfigurator;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/** HTTPS from a key store. */
public final class Tls {

    private Tls() {}

    /** @throws IllegalArgumentException if the store cannot be opened with the password */
    public static SSLEngineConfigurator of(Path keyStore, String password) {
        SSLContextConfigurator context = new SSLContextConfigurator();
        context.setKeyStoreFile(keyStore.toString());
        context.setKeyStorePass(password);
        try {
            return new SSLEngineConfigurator(context.createSSLContext(true), false, false, false);
        } catch (SSLContextConfigurator.GenericStoreException e) {
            throw new IllegalArgumentException(
                    "The key store " + keyStore + " cannot be opened with the given password", e);
        }
    }
}
