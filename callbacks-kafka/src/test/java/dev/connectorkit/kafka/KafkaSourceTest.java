package dev.connectorkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.admin.DeliveryView;
import dev.connectorkit.callbacks.messaging.MessageBridge;
import dev.connectorkit.callbacks.messaging.MessageSource;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of a real broker are published as events; deliveries stay in the queue, where they are counted. */
class KafkaSourceTest {

    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    static Path brokerFolder;

    private static Broker broker;

    @TempDir
    Path folder;

    private final Callbacks<Void, String> said =
            Callbacks.named("said", Void.class, String.class).build();
    private final List<MessageBridge> bridges = new ArrayList<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private CallbackService service;
    private String topic;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new Broker(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void serve(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        service = CallbackService.builder()
                .store(TestDatabases.SQLITE.fresh(folder))
                .keys(new byte[32])
                .callbacks(said)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
        said.subscribe("http://127.0.0.1:9/"); // nobody is there
    }

    @AfterEach
    void stop() {
        bridges.forEach(MessageBridge::close);
        service.close();
    }

    private KafkaSource source() {
        return KafkaSource.builder()
                .bootstrapServers(broker.servers())
                .group("group-of-" + topic)
                .topics(topic)
                .property("metadata.max.age.ms", 1000)
                .build();
    }

    private MessageBridge bridge(MessageSource<KafkaMessage> source) {
        MessageBridge bridge = MessageBridge.builder(source, said, message -> {
                    String text = new String(message.body(), StandardCharsets.UTF_8);
                    if (text.isEmpty()) {
                        throw new IllegalArgumentException("a record without a value");
                    }
                    order.add(text);
                    return text;
                })
                .start();
        bridges.add(bridge);
        return bridge;
    }

    private int published() {
        List<DeliveryView> all = service.admin().deliveries(null, "", 1000);
        return all.size();
    }

    private long committed(int partition) throws Exception {
        try (Admin admin = broker.admin()) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("group-of-" + topic)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, partition));
            return offset == null ? 0 : offset.offset();
        }
    }

    @Test
    void records_are_published_in_order_and_then_committed() throws Exception {
        broker.createTopic(topic, 2);
        for (int i = 0; i < 5; i++) {
            broker.send(topic, 0, "a" + i);
        }
        broker.send(topic, 1, "b0");
        bridge(source());
        await().atMost(SOON).until(() -> committed(0) == 5 && committed(1) == 1);
        assertThat(published()).isEqualTo(6);
        assertThat(order).filteredOn(text -> text.startsWith("a")).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void a_crash_between_publication_and_commit_publishes_nothing_twice() throws Exception {
        broker.createTopic(topic, 1);
        for (int i = 0; i < 5; i++) {
            broker.send(topic, 0, "m" + i);
        }
        AtomicBoolean crashed = new AtomicBoolean();
        KafkaSource dying = source();
        MessageBridge first = bridge(new MessageSource<>() {
            @Override
            public List<KafkaMessage> receive(Duration longest) {
                return crashed.get() ? List.of() : dying.receive(longest);
            }

            @Override
            public void settle(List<KafkaMessage> ok, List<KafkaMessage> rejected) {
                crashed.set(true); // stored, and then the process ends
            }

            @Override
            public void close() {
                dying.close();
            }
        });
        await().atMost(SOON).untilTrue(crashed);
        int before = published();
        assertThat(before).isPositive();
        first.close();
        assertThat(committed(0)).isZero();

        bridge(source());
        await().atMost(SOON).until(() -> committed(0) == 5);
        assertThat(published()).isEqualTo(5);
        assertThat(order.size()).as("all were read again").isEqualTo(before + 5);
    }

    @Test
    void members_of_the_group_come_and_go_and_each_record_is_published_once() throws Exception {
        broker.createTopic(topic, 4);
        bridge(source());
        for (int i = 0; i < 40; i++) {
            broker.send(topic, i % 4, "m" + i);
            if (i == 10) {
                bridge(source());
            } else if (i == 30) {
                bridges.get(0).close();
            }
        }
        await().atMost(SOON)
                .until(() -> committed(0) == 10 && committed(1) == 10 && committed(2) == 10 && committed(3) == 10);
        assertThat(published()).isEqualTo(40);
    }

    @Test
    void a_broker_that_restarts_loses_nothing() throws Exception {
        broker.createTopic(topic, 1);
        broker.send(topic, 0, "before");
        bridge(source());
        await().atMost(SOON).until(() -> committed(0) == 1);
        broker.stop();
        broker.start();
        broker.send(topic, 0, "after");
        await().atMost(SOON).until(() -> committed(0) == 2);
        assertThat(published()).isEqualTo(2);
    }

    @Test
    void a_topic_that_is_created_again_begins_anew() throws Exception {
        broker.createTopic(topic, 1);
        broker.send(topic, 0, "old");
        MessageBridge old = bridge(source());
        await().atMost(SOON).until(() -> committed(0) == 1);
        old.close();
        broker.deleteTopic(topic);
        await().atMost(SOON).ignoreExceptions().until(() -> {
            broker.createTopic(topic, 1);
            return true;
        });
        broker.send(topic, 0, "new"); // at the offset of the old one
        bridge(source());
        await().atMost(SOON).until(() -> published() == 2);
        assertThat(order).containsExactly("old", "new");
    }

    @Test
    void aborted_records_are_left_out_and_those_without_a_value_are_rejected() throws Exception {
        broker.createTopic(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Broker.record(topic, 0, "aborted"));
            producer.flush(); // it is stored, and aborted then
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(Broker.record(topic, 0, "kept"));
            producer.send(Broker.record(topic, 0, null));
            producer.commitTransaction();
        }
        broker.send(topic, 0, "last");
        bridge(source());
        await().atMost(SOON).until(() -> published() == 2);
        assertThat(order).containsExactly("kept", "last");
        await().atMost(SOON).until(() -> committed(0) == 6); // with the two marks of transactions
    }

    @ParameterizedTest
    @CsvSource({
        "'', group, topic, bootstrapServers is required",
        "127.0.0.1:9, '', topic, group is required",
        "127.0.0.1:9, group, '', topics must name",
        ", group, topic, bootstrapServers is required",
        "127.0.0.1:9, , topic, group is required",
        "127.0.0.1:9, group, , topics must name"
    })
    void servers_group_and_topics_are_required(String servers, String group, String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSource.builder()
                        .bootstrapServers(servers)
                        .group(group)
                        .topics(name)
                        .build())
                .withMessageContaining(message);
    }

    @Test
    void properties_that_would_commit_too_early_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSource.builder().property("enable.auto.commit", true))
                .withMessageContaining("enable.auto.commit is set by KafkaSource");
    }
}
