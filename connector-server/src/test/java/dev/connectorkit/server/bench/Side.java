package dev.connectorkit.server.bench;

import java.util.ArrayList;
import java.util.List;

/** The figures of one side in the rounds that count. */
final class Side {

    private final List<Double> all = new ArrayList<>();

    void add(double figure) {
        all.add(figure);
    }

    double median() {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElse(Double.NaN);
    }
}
