/** Messages of Kafka topics, to be published as events: {@link dev.connectorkit.kafka.KafkaSource}. */
@NullMarked
package dev.connectorkit.kafka;

import org.jspecify.annotations.NullMarked;
