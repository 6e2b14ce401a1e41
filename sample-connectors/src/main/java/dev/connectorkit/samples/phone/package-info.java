/** A phone number is verified: a code goes out by SMS, and whoever has the phone sends it back in time. */
@NullMarked
package dev.connectorkit.samples.phone;

import org.jspecify.annotations.NullMarked;
