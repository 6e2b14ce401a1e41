package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of the inputs on the page: what a drop-down list needs before the list, required ones first, then important, advanced
 * and other ones.
 */
final class PageOrder implements Comparator<DesignerInput> {

    private PageOrder() {}

    /** The comparison contradicts itself where lists need each other, so the way of sorting shows: that of JavaScript engines. */
    static List<DesignerInput> sorted(List<DesignerInput> inputs) {
        PageOrder order = new PageOrder();
        List<DesignerInput> sorted = new ArrayList<>(inputs.size());
        for (DesignerInput input : inputs) {
            int low = 0;
            int high = sorted.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (order.compare(input, sorted.get(middle)) < 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            sorted.add(low, input);
        }
        return sorted;
    }

    @Override
    public int compare(DesignerInput one, DesignerInput other) {
        if (one.needs().contains(other.parameterName())) {
            return 1;
        } else if (other.needs().contains(one.parameterName())) {
            return -1;
        } else if (one.required() != other.required()) {
            return one.required() ? -1 : 1;
        }
        return Integer.compare(rank(one), rank(other));
    }

    private static int rank(DesignerInput input) {
        return switch (input.visibility()) {
            case "important" -> 0;
            case "advanced" -> 1;
            default -> 2;
        };
    }
}
