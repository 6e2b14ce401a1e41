package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.internal.replay.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message with the row that is deleted when it is taken: its own in the inbox, or that of the activity that it answers.
 *
 * @param seq the number of its row in the inbox, 0 if it has none
 * @param message the message
 * @param activity the activity that it answers, null for none
 */
public record StoredMessage(
        long seq, Message message, @Nullable ActivityRow activity) {}
