package dev.connectorkit.sdk;

import dev.connectorkit.sdk.keys.KeyFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves the keys of a connector: the explicit ones, else those of the data folder, else ones that end with the process. */
final class Keys {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRuntime.class);

    private final Settings settings;
    private final List<byte[]> stateKeys;

    Keys(Settings settings) {
        this.settings = settings;
        this.stateKeys = stateKeys(settings);
    }

    private static List<byte[]> stateKeys(Settings settings) {
        if (!settings.stateKeys.isEmpty()) {
            return List.copyOf(settings.stateKeys);
        }
        if (settings.dataDir != null) {
            return List.of(KeyFile.STATE.in(settings.dataDir));
        }
        LOG.warn(
                "Trigger states are signed with a key that ends with this process: after a restart, the polls of running"
                        + " workflows will be refused. Set a data folder or a state key.");
        return List.of(KeyFile.random());
    }

    /** Returns whether the state key ends with this process. */
    boolean isEphemeral() {
        return settings.stateKeys.isEmpty() && settings.dataDir == null;
    }

    /** Returns the keys that sign trigger states, the current one first. */
    List<byte[]> state() {
        return stateKeys;
    }

    /** Returns the key of callbacks. */
    byte[] current() {
        return stateKeys.get(0);
    }

    /** Returns the keys that the current one replaces. */
    byte[][] previous() {
        return stateKeys.stream().skip(1).toArray(byte[][]::new);
    }

    /** Returns the key of the data folder that signs deliveries, or null if there is no folder. */
    @Nullable String signing() {
        return settings.dataDir == null
                ? null
                : "whsec_" + KeyFile.SIGNING.encoded(KeyFile.SIGNING.in(settings.dataDir));
    }

    /** Returns the key of the management API. */
    String system() {
        @Nullable String given = settings.orchestrationOptions.systemKey();
        if (given != null) {
            return given;
        }
        if (settings.dataDir != null) {
            return KeyFile.SYSTEM.encoded(KeyFile.SYSTEM.in(settings.dataDir));
        }
        LOG.warn("The key of the management API ends with this process, and so do all links that contain it. Set a data"
                + " folder or a system key.");
        return KeyFile.SYSTEM.encoded(KeyFile.random());
    }
}
