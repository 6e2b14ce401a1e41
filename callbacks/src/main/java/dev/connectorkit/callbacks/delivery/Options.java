package dev.connectorkit.callbacks.delivery;

import java.time.Duration;

/** Checks the values of options. */
final class Options {

    private Options() {}

    static Duration positive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(option + " takes a positive duration, but was " + value);
        }
        return value;
    }

    static Duration notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " takes no negative duration, but was " + value);
        }
        return value;
    }

    static int atLeast(String option, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " takes a number from " + least + ", but was " + value);
        }
        return value;
    }
}
