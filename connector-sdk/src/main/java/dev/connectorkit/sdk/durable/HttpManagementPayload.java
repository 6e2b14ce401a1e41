package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.connectorkit.annotations.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The links that steer one instance, as Durable Functions hands them out. Who has them can do with this instance what they say,
 * so they are as secret as the instance is. {@code {eventName}} and {@code {text}} stand for what the caller fills in.
 *
 * @param id the instance
 * @param statusQueryGetUri GET: its status
 * @param sendEventPostUri POST: raises the event {@code {eventName}} with the JSON body
 * @param terminatePostUri POST: ends it, for the reason {@code {text}}
 * @param rewindPostUri POST: sets it back to before its failure; null in the answer that says where to check the status
 * @param purgeHistoryDeleteUri DELETE: removes it with its history when it has finished
 * @param restartPostUri POST: starts it again under a new id
 * @param suspendPostUri POST: stops it for a while
 * @param resumePostUri POST: lets it go on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HttpManagementPayload(
        @Summary(value = "Instance Id", description = "The instance.") @JsonProperty("id")
        String id,

        @Summary(value = "Status Link", description = "Returns the status, by GET.") @JsonProperty("statusQueryGetUri")
        String statusQueryGetUri,

        @Summary(value = "Event Link", description = "Raises an event, by POST with the payload as the body.")
        @JsonProperty("sendEventPostUri")
        String sendEventPostUri,

        @Summary(value = "Termination Link", description = "Terminates the instance, by POST.")
        @JsonProperty("terminatePostUri")
        String terminatePostUri,

        @Summary(value = "Rewind Link", description = "Rewinds the instance to before its failure, by POST.")
        @JsonProperty("rewindPostUri")
        @Nullable String rewindPostUri,

        @Summary(value = "Removal Link", description = "Removes the finished instance, by DELETE.")
        @JsonProperty("purgeHistoryDeleteUri")
        String purgeHistoryDeleteUri,

        @Summary(value = "Restart Link", description = "Starts the instance again under a new id, by POST.")
        @JsonProperty("restartPostUri")
        String restartPostUri,

        @Summary(value = "Suspension Link", description = "Suspends the instance, by POST.")
        @JsonProperty("suspendPostUri")
        String suspendPostUri,

        @Summary(value = "Resumption Link", description = "Resumes the instance, by POST.")
        @JsonProperty("resumePostUri")
        String resumePostUri) {}
