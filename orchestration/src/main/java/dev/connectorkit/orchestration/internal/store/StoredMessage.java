package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.internal.replay.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message together with what goes when it is taken: its row in the inbox, or the row of the activity whose end it is.
 *
 * @param seq the row in the inbox, 0 if there is none
 * @param message what came
 * @param activity the activity whose end it is, null for none
 */
public record StoredMessage(
        long seq, Message message, @Nullable ActivityRow activity) {}
