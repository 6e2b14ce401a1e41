package dev.connectorkit.sdk.admin;

import dev.connectorkit.callbacks.admin.CallbackAdmin;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Serves the operator's API to callers with the operator's key, in an application of its own. */
public final class OperatorFeature implements Feature {

    private final CallbackAdmin callbacks;
    private final String key;

    /** Creates the feature; requests must carry the key as {@code Authorization: Bearer}. */
    public OperatorFeature(CallbackAdmin callbacks, String key) {
        this.callbacks = callbacks;
        this.key = key;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new AdminKey(key)).register(new CallbackAdminResource(callbacks));
        return true;
    }
}
