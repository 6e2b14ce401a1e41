package dev.connectorkit.kafka;

import dev.connectorkit.callbacks.messaging.MessageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka topics as a member of a consumer group, and commits offsets only after the records are published. Any number of
 * processes may be in the group; Kafka divides the partitions among them, and the records of a partition are published in their order.
 * Records that Kafka sends again after a rebalance or a crash are not published again, if the processes share a database.
 *
 * <pre>{@code
 * MessageSource<KafkaMessage> source = KafkaSource.builder()
 *         .bootstrapServers("kafka.example.com:9092")
 *         .group("orders-connector")
 *         .topics("orders")
 *         .build();
 * }</pre>
 *
 * <p>Used by one thread at a time, as a {@link dev.connectorkit.callbacks.messaging.MessageBridge} does.
 */
public final class KafkaSource implements MessageSource<KafkaMessage> {

    private final Consumer<byte @Nullable [], byte @Nullable []> consumer;

    private KafkaSource(Builder builder) {
        this.consumer = new KafkaConsumer<>(builder.checked());
        consumer.subscribe(builder.topics);
    }

    /** Returns a builder. It needs servers, a group and topics. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<KafkaMessage> receive(Duration longest) {
        List<KafkaMessage> messages = new ArrayList<>();
        consumer.poll(longest).forEach(record -> messages.add(new KafkaMessage(record)));
        return messages;
    }

    /**
     * Commits the offsets behind all these records. Kafka has no dead letter queue: rejected records stay in their topic, where their
     * id finds them.
     */
    @Override
    public void settle(List<KafkaMessage> published, List<KafkaMessage> rejected) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        Stream.concat(published.stream(), rejected.stream())
                .map(KafkaMessage::record)
                .forEach(record -> next.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""),
                        (one, other) -> one.offset() > other.offset() ? one : other));
        consumer.commitSync(next);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Builds a {@link KafkaSource}. Not thread-safe. */
    public static final class Builder {

        /** The settings that make a record be published before its offset is committed. */
        private static final Map<String, Object> FIXED = Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);

        private final Map<String, Object> properties = new HashMap<>();
        private List<String> topics = List.of();

        private Builder() {
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }

        /** Sets the addresses of brokers, as {@code HOST:PORT}, separated by commas. */
        public Builder bootstrapServers(String servers) {
            properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
            return this;
        }

        /** Sets the name of the consumer group, which divides the partitions among its members and keeps their offsets. */
        public Builder group(String id) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, id);
            return this;
        }

        /** Sets the topics. */
        public Builder topics(String... names) {
            topics = Arrays.asList(names.clone());
            return this;
        }

        /**
         * Sets another property of the consumer, such as {@code security.protocol}. By default, a group without offsets begins with
         * the earliest records ({@code auto.offset.reset}), and records of aborted transactions are left out
         * ({@code isolation.level}).
         *
         * @throws IllegalArgumentException if the property is one that this class sets
         * @see ConsumerConfig
         */
        public Builder property(String name, Object value) {
            if (FIXED.containsKey(name)) {
                throw new IllegalArgumentException("property " + name + " is set by KafkaSource");
            }
            properties.put(name, value);
            return this;
        }

        /**
         * Connects and joins the group; records come with the first {@link #receive}.
         *
         * @throws IllegalArgumentException if servers, group or topics are missing
         * @throws org.apache.kafka.common.KafkaException if a property is invalid
         */
        public KafkaSource build() {
            return new KafkaSource(this);
        }

        private Map<String, Object> checked() {
            required("bootstrapServers", ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
            required("group", ConsumerConfig.GROUP_ID_CONFIG);
            if (topics.isEmpty() || topics.stream().anyMatch(topic -> topic == null || topic.isBlank())) {
                throw new IllegalArgumentException("topics must name one topic or more");
            }
            Map<String, Object> all = new HashMap<>(properties);
            all.putAll(FIXED);
            return all;
        }

        private void required(String option, String property) {
            if (Objects.toString(properties.get(property), "").isBlank()) {
                throw new IllegalArgumentException(option + " is required and must not be blank");
            }
        }
    }
}
