package dev.connectorkit.drills;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.server.bench.NioReceiver;
import dev.connectorkit.server.bench.NioReceiver.Request;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's side of {@link KillTest}: fails at random, and keeps book of what came. The path of a callback URL is
 * {@code /loose/N} or {@code /ordered/N}. Written by one thread, read by others.
 */
final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] TAKEN = NioReceiver.answer(202);
    private static final byte[] GONE = NioReceiver.answer(410);
    private static final int REQUESTS_UNTIL_GONE = 3;

    /** The ids of the deliveries that arrived, by subscription and number. */
    private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();

    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, Integer> requestsUntilGone = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, String> lastId = new ConcurrentHashMap<>();
    private final Map<String, Integer> lastNumber = new ConcurrentHashMap<>();
    private final Set<String> takenIds = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Random random = new Random(4);
    private volatile boolean healthy;

    /** The subscription with this path answers 410 when it has got a few. */
    void willBeGone(String path) {
        requestsUntilGone.put(path, REQUESTS_UNTIL_GONE);
    }

    /** From now on it fails no more. */
    void heal() {
        healthy = true;
    }

    byte[] answer(Request request) {
        int number = number(request);
        String path = request.target();
        String known = bodies.putIfAbsent(request.id(), path + request.body());
        if (known != null && !known.equals(path + request.body())) {
            wrong.add(request.id() + " came with another body or to another subscription");
        }
        if (path.startsWith("/ordered/")) {
            checkOrder(path, request.id(), number);
        }
        Integer left = requestsUntilGone.computeIfPresent(path, (same, count) -> count - 1);
        if (left != null && left < 0) {
            gone.add(path);
            return counted("410", GONE);
        }
        byte[] failure = failure();
        if (failure != null) {
            return failure;
        }
        if (!takenIds.add(request.id())) {
            counted("repeats", TAKEN);
        }
        taken.computeIfAbsent(path + "#" + number, key -> ConcurrentHashMap.newKeySet())
                .add(request.id());
        return counted("202", TAKEN);
    }

    /** An ordered subscription gets the next one only when it has taken the one before. */
    private void checkOrder(String path, String id, int number) {
        String before = lastId.put(path, id);
        if (before != null && !before.equals(id) && !takenIds.contains(before)) {
            wrong.add(path + " got " + id + " though it has not taken " + before);
        }
        Integer numberBefore = lastNumber.put(path, number);
        if (numberBefore != null && numberBefore > number) {
            wrong.add(path + " got " + number + " after " + numberBefore);
        }
    }

    private byte @Nullable [] failure() {
        int dice = healthy ? 99 : random.nextInt(100);
        if (dice < 6) {
            return counted("500", NioReceiver.answer(500));
        }
        if (dice < 8) {
            return counted("silence", NioReceiver.SILENCE);
        }
        if (dice < 11) {
            return counted("reset", NioReceiver.RESET);
        }
        if (dice < 15) {
            return counted("429", NioReceiver.answer(429, "Retry-After: 1\r\n"));
        }
        return null;
    }

    private byte[] counted(String what, byte[] answer) {
        answers.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
        return answer;
    }

    private int number(Request request) {
        try {
            return JSON.readTree(request.body()).get("number").intValue();
        } catch (JsonProcessingException | NullPointerException e) {
            wrong.add("No event: " + request);
            return -1;
        }
    }

    /** Returns whether it arrived, or need not any more. */
    boolean has(String path, int number) {
        return gone.contains(path) || taken.containsKey(path + "#" + number);
    }

    /** Returns the number of deliveries with ids of their own that arrived. */
    int idsOf(String path, int number) {
        return taken.getOrDefault(path + "#" + number, Set.of()).size();
    }

    /** Returns the receivers that have answered 410. */
    Set<String> gone() {
        return gone;
    }

    /** Returns the violations. */
    List<String> wrong() {
        return wrong;
    }

    /** Returns the number of times that each answer was given. */
    Map<String, AtomicInteger> answers() {
        return answers;
    }
}
