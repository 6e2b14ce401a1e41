package dev.connectorkit.sdk.durable;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the key that {@link ManagementAccess} requires. */
@Parameter(
        name = "code",
        in = ParameterIn.QUERY,
        required = true,
        description = "The system key, or the code in the links of the instance.",
        schema = @Schema(type = "string"))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface RequiresFunctionKey {}
