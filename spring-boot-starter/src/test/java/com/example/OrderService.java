package com.example;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.spring.ConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The service of the guide. */
// tag::outbox[]
@Service
public class OrderService {

    private final JdbcClient jdbc;
    private final Callbacks<OrderFilter, Order> created;

    OrderService(JdbcClient jdbc, Callbacks<OrderFilter, Order> created) {
        this.jdbc = jdbc;
        this.created = created;
    }

    @Transactional
    public void place(Order order) {
        jdbc.sql("INSERT INTO orders (id) VALUES (?)").param(order.id()).update();
        created.publish(order); // delivered if the transaction commits, and only then
    }
    // end::outbox[]

    public record OrderFilter(String region) {}

    public record Order(String id, String region) {}

    // tag::beans[]
    @Configuration
    static class ConnectorBeans {

        @Bean
        Callbacks<OrderFilter, Order> created() {
            return Callbacks.named("order-created", OrderFilter.class, Order.class)
                    .where((filter, order) ->
                            filter.region() == null || filter.region().equals(order.region()))
                    .build();
        }

        @Bean
        ConnectorCustomizer delivery() {
            return connector -> connector.delivery(options -> options.maxPayloadBytes(100_000));
        }
    }
    // end::beans[]
}
