package dev.connectorkit.server.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** CPU time by kind of thread: what a busy machine does not change much. */
final class ThreadTimes {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, Long> before = nanos();

    /** Since this was made, for each of so many: kinds of threads that took a microsecond or more. */
    String micros(int count) {
        return nanos().entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), (entry.getValue() - before.getOrDefault(entry.getKey(), 0L)) / 1e3 / count))
                .filter(entry -> entry.getValue() >= 1)
                .map(entry -> String.format(Locale.ROOT, "%s %.0f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Long> nanos() {
        Map<String, Long> times = new TreeMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            long nanos = THREADS.getThreadCpuTime(id);
            if (info != null && nanos > 0) {
                times.merge(info.getThreadName().replaceAll("[-0-9()]+", ""), nanos, Long::sum);
            }
        }
        return times;
    }
}
