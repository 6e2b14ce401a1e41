package dev.connectorkit.workbench.server;

import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The faults that are on. The list is thread-safe; the wire is for the engine's thread. */
final class Faults {

    private final List<Fault> on = new CopyOnWriteArrayList<>();
    private final Map<String, URI> latest = new HashMap<>();
    private final IntSupplier dice;
    private final List<String> hidden;
    private String applied = "";

    /**
     * Creates a set without faults.
     *
     * @param dice returns a number from 0 to 99
     * @param credentialNames the names of headers with credentials
     */
    Faults(IntSupplier dice, List<String> credentialNames) {
        this.dice = dice;
        this.hidden = List.copyOf(credentialNames);
    }

    List<Fault> on() {
        return List.copyOf(on);
    }

    /** Turns a fault on, in place of one of its kind at the same operation. */
    void turnOn(Fault fault) {
        on.removeIf(fault::isSame);
        on.add(fault);
    }

    void turnOff(Fault fault) {
        on.removeIf(fault::isSame);
    }

    /** Returns the faults of the last request and forgets them. */
    String takeApplied() {
        String taken = applied;
        applied = "";
        return taken;
    }

    Wire around(Wire plain) {
        return request -> {
            applied = "";
            String operation = request.header("x-ms-workflow-operation-name").orElse("");
            URI before = latest.put(operation, request.url());
            Request sent = request;
            boolean lost = false;
            for (Fault fault : on) {
                if (!strikes(fault, operation)) {
                    continue;
                }
                applied = applied.isEmpty()
                        ? fault.kind().name()
                        : applied + " " + fault.kind().name();
                switch (fault.kind()) {
                    case ERROR -> {
                        return error(fault);
                    }
                    case LATENCY -> pause(fault.seconds());
                    case LOST_ANSWER -> lost = true;
                    case SENT_TWICE -> plain.send(sent);
                    case NO_CREDENTIALS -> sent = withoutCredentials(sent);
                    case OLD_LOCATION -> sent = before == null ? sent : sent.withUrl(before);
                }
            }
            Response answer = plain.send(sent);
            if (lost) {
                throw new IOException("The answer " + answer.status() + " was lost (a fault of the workbench)");
            }
            return answer;
        };
    }

    private boolean strikes(Fault fault, String operation) {
        boolean here = fault.operation().equals("*") || fault.operation().equals(operation);
        if (!here || dice.getAsInt() >= fault.rate()) {
            return false;
        }
        if (fault.count() == 1) {
            on.remove(fault);
        } else if (fault.count() > 1) {
            on.replaceAll(other -> fault.isSame(other) ? fault.withCount(fault.count() - 1) : other);
        }
        return true;
    }

    private static Response error(Fault fault) {
        String body = "{\"error\":{\"code\":\"" + fault.status() + "\",\"message\":\"Fault of the workbench\"}}";
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (fault.seconds() > 0) {
            headers.put("Retry-After", Integer.toString(fault.seconds()));
        }
        return new Response(fault.status(), headers, body);
    }

    private Request withoutCredentials(Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.keySet().removeIf(name -> hidden.stream().anyMatch(name::equalsIgnoreCase));
        return new Request(request.method(), request.url(), headers, request.body());
    }

    private static void pause(int seconds) throws IOException {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during the latency", e);
        }
    }
}
