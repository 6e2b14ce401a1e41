package dev.connectorkit.workbench.faults;

import dev.connectorkit.test.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The faults of an engine that is called back, as answers for {@link dev.connectorkit.test.WebhookWorkflow#answer} and
 * {@link dev.connectorkit.test.FakeReceiver#answer}.
 */
public final class CallbackFaults {

    private static final Duration HANG = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");
    private static final long DRIPS = 60;
    private static final long HUGE = 1L << 30;

    private CallbackFaults() {}

    /** Returns a 500. */
    public static Answer serverError() {
        return Answer.status(500);
    }

    /** Returns a 429 with {@code Retry-After}. */
    public static Answer busy(Duration wait) {
        return Answer.status(429).retryAfter(wait);
    }

    /** Returns a 302. */
    public static Answer redirect(URI target) {
        return Answer.redirect(target);
    }

    /** Returns a 410: the workflow is gone. */
    public static Answer gone() {
        return Answer.status(410);
    }

    /** Returns a 202 after this real time; if the sender has given up before, a second attempt is right. */
    public static Answer late(Duration realTime) {
        return Answer.ACCEPTED.after(realTime);
    }

    /** Returns a connection that is closed after the callback was read. */
    public static Answer reset() {
        return Answer.close();
    }

    /** Returns a 202 whose body comes byte by byte, with a second between them. */
    public static Answer drip() {
        return Answer.ACCEPTED.dripping(DRIPS, Duration.ofSeconds(1));
    }

    /** Returns a 202 with a body of 1 GB, which a sender must not read as a whole. */
    public static Answer huge() {
        return Answer.ACCEPTED.withBody(HUGE);
    }

    /** Returns all faults by name, with usual values, for a choice in a form. */
    public static Map<String, Answer> usual() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("500", serverError());
        answers.put("429", busy(WAIT));
        answers.put("408", Answer.status(408));
        answers.put("400", Answer.status(400));
        answers.put("401", Answer.status(401));
        answers.put("403", Answer.status(403));
        answers.put("404", Answer.status(404));
        answers.put("410", gone());
        answers.put("slow", late(HANG));
        answers.put("redirect", redirect(NOWHERE));
        answers.put("drip", drip());
        answers.put("close", reset());
        answers.put("huge", huge());
        return answers;
    }
}
