package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;

/** Joins the pages of an answer, as an engine with pagination does: by the link that {@code x-ms-pageable} names. */
final class Pages {

    private final String linkName;
    private final int minimumItems;
    private final ArrayNode items = JsonNodeFactory.instance.arrayNode();

    /**
     * @param linkName the property with the link; empty for an operation without pages
     * @param minimumItems the number of items from which on no link is followed; 0 for the first page only
     */
    Pages(String linkName, int minimumItems) {
        this.linkName = linkName;
        this.minimumItems = minimumItems;
    }

    /**
     * Adds a page.
     *
     * @return the URL of the page to fetch next; empty if enough items are there, or if this page is the last
     * @throws IllegalStateException if the link is not an absolute URL, which no engine follows
     */
    Optional<URI> add(JsonNode page) {
        if (linkName.isEmpty() || minimumItems == 0 || !page.path("value").isArray()) {
            return Optional.empty();
        }
        items.addAll((ArrayNode) page.path("value"));
        String link = page.path(linkName).asText("");
        if (link.isEmpty() || items.size() >= minimumItems) {
            return Optional.empty();
        }
        if (!link.matches("https?://.+")) {
            throw new IllegalStateException(linkName + " must be an absolute URL, but is " + link);
        }
        return Optional.of(URI.create(link));
    }

    /** Returns the last page, with the items of all. */
    JsonNode joined(JsonNode last) {
        if (items.isEmpty() || !(last instanceof ObjectNode)) {
            return last;
        }
        ObjectNode joined = last.deepCopy();
        joined.set("value", items);
        return joined;
    }
}
