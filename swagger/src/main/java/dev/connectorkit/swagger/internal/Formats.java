package dev.connectorkit.swagger.internal;

import java.util.Set;

/** The formats of Microsoft's schema for connector documents. */
public final class Formats {

    /** All of them; another is refused. */
    public static final Set<String> KNOWN = Set.of(
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "binary",
            "date",
            "date-time",
            "password",
            "date-no-tz",
            "email",
            "html",
            "uri",
            "uuid");

    /** A date and a time without time zone, which date-time does not allow. */
    static final String LOCAL_DATE_TIME = "date-no-tz";

    private Formats() {}
}
