package dev.connectorkit.workbench.faults;

import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * The requests that a fault applies to: all, or those of an operation or a method; each, or with a rate, or only the nth; without end,
 * or some times. Immutable.
 *
 * @param operation the id of an operation; empty for all
 * @param method the method in upper case; empty for all
 * @param rate the share of requests, above 0 and up to 1
 * @param nth the number of the only request, from 1; 0 for all
 * @param times the most requests; 0 for no limit
 */
public record When(String operation, String method, double rate, int nth, int times) {

    /** Checks the numbers. */
    public When {
        method = method.toUpperCase(Locale.ROOT);
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be above 0 and at most 1, but is " + rate);
        }
        if (nth < 0 || times < 0) {
            throw new IllegalArgumentException("nth and times must not be negative, but are " + nth + " and " + times);
        }
    }

    /** Returns all requests. */
    public static When always() {
        return new When("", "", 1, 0, 0);
    }

    /** Returns the requests of this operation among these. */
    public When operation(String operationId) {
        return new When(operationId, method, rate, nth, times);
    }

    /** Returns the requests with this method among these. */
    public When method(String name) {
        return new When(operation, name, rate, nth, times);
    }

    /**
     * Returns a random share of these requests.
     *
     * @param share above 0 and up to 1
     */
    public When rate(double share) {
        return new When(operation, method, share, nth, times);
    }

    /** Returns the nth of these requests alone, from 1. */
    public When nth(int number) {
        return new When(operation, method, rate, number, times);
    }

    /** Returns the first of these requests, as many as this. */
    public When times(int most) {
        return new When(operation, method, rate, nth, most);
    }

    boolean matches(String operationId, String requestMethod) {
        boolean same = operation.isEmpty() || operation.equals(operationId);
        return same && (method.isEmpty() || method.equals(requestMethod));
    }

    /**
     * Reports whether a request suffers the fault.
     *
     * @param number of the request among those that match, from 1
     * @param hits the requests that have suffered it before
     */
    boolean strikes(int number, int hits, DoubleSupplier random) {
        boolean due = (nth == 0 || nth == number) && (times == 0 || hits < times);
        return due && (rate == 1 || random.getAsDouble() < rate);
    }
}
