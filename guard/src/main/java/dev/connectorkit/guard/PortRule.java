package dev.connectorkit.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The ports that may be called. */
record PortRule(List<Range> ranges, Set<Integer> closed, String expected) {

    record Range(int first, int last) {}

    static final int LAST = 65_535;

    /** Ports above 1023 where databases, brokers and control planes listen, and those that the Fetch standard blocks. */
    private static final Set<Integer> SERVICES = Set.of(
            1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 3659, 4045,
            4190, 4222, 4369, 5060, 5061, 5432, 5433, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6379, 6380, 6432,
            6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7000, 7001, 7199, 7474, 7687, 8086, 8125, 8200, 8300,
            8301, 8302, 8500, 8600, 8883, 9042, 9092, 9093, 9100, 9160, 9200, 9300, 10080, 10250, 10255, 11211, 15672,
            26257, 27017, 27018, 27019, 28017);

    /** Returns the ports of web servers, and those above 1023 that belong to no well-known service. */
    static PortRule standard(boolean http) {
        List<Range> ranges = new ArrayList<>(List.of(new Range(443, 443), new Range(1024, LAST)));
        if (http) {
            ranges.add(new Range(80, 80));
        }
        return new PortRule(
                List.copyOf(ranges),
                SERVICES,
                (http ? "80, 443" : "443") + " or a port above 1023 that is not the usual one of a database, a broker"
                        + " or the like");
    }

    /**
     * Returns a rule that allows these ports and no others.
     *
     * @throws IllegalArgumentException if no port is given, or one is neither a port nor a range
     */
    static PortRule of(String... portsOrRanges) {
        if (portsOrRanges.length == 0) {
            throw new IllegalArgumentException("Expected at least one port or range of ports.");
        }
        List<Range> ranges = Arrays.stream(portsOrRanges).map(PortRule::range).toList();
        return new PortRule(ranges, Set.of(), String.join(", ", portsOrRanges));
    }

    private static Range range(String text) {
        if (text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            int dash = text.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            int last = Integer.parseInt(text.substring(dash + 1));
            if (first >= 1 && first <= last && last <= LAST) {
                return new Range(first, last);
            }
        }
        throw new IllegalArgumentException(
                "Expected a port from 1 to " + LAST + " or a range such as 8000-8999, but got \"" + text + "\".");
    }

    boolean allows(int port) {
        for (Range range : ranges) {
            if (range.first <= port && port <= range.last) {
                return !closed.contains(port);
            }
        }
        return false;
    }
}
