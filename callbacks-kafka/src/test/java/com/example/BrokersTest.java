package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.KafkaOrders.Order;
import com.example.KafkaOrders.OrderFilter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.messaging.MessageBridge;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.kafka.Broker;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/brokers.md, against brokers in this process. */
class BrokersTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final Callbacks<OrderFilter, Order> created = KafkaOrders.orderCreated();
    private CallbackService service;

    @BeforeEach
    void serve() {
        service = CallbackService.builder()
                .store("memory")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
        created.subscribe("http://127.0.0.1:9/", new OrderFilter("north")); // nobody is there
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void awaitPublished(int count) {
        await().atMost(SOON)
                .until(() -> service.admin().deliveries(null, "", 1000).size() == count);
    }

    @Test
    void orders_of_a_kafka_topic_are_published(@TempDir Path folder) throws Exception {
        try (Broker broker = new Broker(folder)) {
            broker.createTopic("orders", 1);
            broker.send("orders", 0, "{\"id\":\"A-1\",\"region\":\"north\"}");
            broker.send("orders", 0, "{\"id\":\"A-2\",\"region\":\"south\"}");
            broker.send("orders", 0, "{\"id\":\"A-3\",\"region\":\"north\"}");
            try (MessageBridge bridge = KafkaOrders.bridge(broker.servers(), created)) {
                awaitPublished(2);
                assertThat(bridge.isRunning()).isTrue();
            }
        }
    }

    @Test
    void orders_of_a_jms_queue_are_published_and_rejected_ones_move_to_another_queue() throws Exception {
        ConnectionFactory factory =
                new ActiveMQConnectionFactory("vm://orders?broker.persistent=false&broker.useJmx=false");
        ObjectMapper json = new ObjectMapper();
        try (JMSContext context = factory.createContext()) { // the broker lives as long as it has connections
            context.createProducer()
                    .send(context.createQueue("orders"), "{\"id\":\"A-1\",\"region\":\"north\"}")
                    .send(context.createQueue("orders"), "no JSON")
                    .send(context.createQueue("orders"), "{\"id\":\"A-2\",\"region\":\"north\"}");
            try (MessageBridge bridge = MessageBridge.builder(
                            new JmsSource(factory, "orders"),
                            created,
                            message -> json.readValue(message.body(), Order.class))
                    .start()) {
                awaitPublished(2);
                assertThat(bridge.isRunning()).isTrue();
                Message rejected = context.createConsumer(context.createQueue("orders.rejected"))
                        .receive(SOON.toMillis());
                assertThat(rejected.getBody(String.class)).isEqualTo("no JSON");
            }
            assertThat(context.createConsumer(context.createQueue("orders")).receiveNoWait())
                    .as("all are acknowledged")
                    .isNull();
        }
    }
}
