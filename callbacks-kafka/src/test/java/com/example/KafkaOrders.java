package com.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.messaging.MessageBridge;
import dev.connectorkit.kafka.KafkaSource;

/** A bridge from Kafka. */
final class KafkaOrders {

    record OrderFilter(String region) {}

    record Order(String id, String region) {}

    private KafkaOrders() {}

    // tag::event[]
    static Callbacks<OrderFilter, Order> orderCreated() {
        return Callbacks.named("order-created", OrderFilter.class, Order.class)
                .where((filter, order) -> filter.region().equals(order.region()))
                .build();
    }
    // end::event[]

    // tag::kafka[]
    static MessageBridge bridge(String servers, Callbacks<OrderFilter, Order> created) {
        ObjectMapper json = new ObjectMapper();
        KafkaSource source = KafkaSource.builder()
                .bootstrapServers(servers) // kafka-1.example.com:9092,kafka-2.example.com:9092
                .group("orders-connector")
                .topics("orders")
                .property("client.id", "orders-connector-1") // any property of the consumer
                .build();
        return MessageBridge.builder(source, created, message -> json.readValue(message.body(), Order.class))
                .start();
    }
    // end::kafka[]
}
