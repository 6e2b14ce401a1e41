package dev.connectorkit.kafka;

import dev.connectorkit.callbacks.messaging.Message;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a Kafka topic. Its id is made of topic, partition and offset, and of the record's timestamp, which differs from that of a record
 * at the same offset of a topic that was deleted and created again.
 *
 * @param record the record with its key, value, headers and position
 */
public record KafkaMessage(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) implements Message {

    private static final byte[] NOTHING = {};

    @Override
    public String id() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ":" + record.timestamp();
    }

    /** Returns the value; empty for a record without one, as in a compacted topic. */
    @Override
    public byte[] body() {
        byte[] value = record.value();
        return value == null ? NOTHING : value;
    }
}
