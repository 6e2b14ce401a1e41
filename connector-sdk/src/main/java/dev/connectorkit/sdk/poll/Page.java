package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.Outcome;
import dev.connectorkit.annotations.PageState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is too long for one answer. Engines ask for all pages one after another: on the wire it is
 * {@code {"value": [...], "nextLink": "https://..."}}, and its operation has {@code x-ms-pageable}.
 *
 * <pre>{@code
 * @GET
 * public Page<Order> listOrders(@PageState Optional<Long> after) {
 *     List<Order> orders = database.after(after.orElse(0L), 100);
 *     return orders.size() < 100 ? Page.last(orders) : Page.of(orders, orders.get(99).number());
 * }
 * }</pre>
 *
 * @param items the items of this page; may be empty
 * @param next the value of the {@link PageState} parameter for the next page, null on the last
 * @param <T> an item
 */
@Outcome(paged = true)
public record Page<T>(List<T> items, @Nullable Object next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** Returns a page that another one follows. */
    public static <T> Page<T> of(List<T> items, Object next) {
        return new Page<>(items, next);
    }

    /** Returns a page that no other one follows. */
    public static <T> Page<T> last(List<T> items) {
        return new Page<>(items, null);
    }
}
