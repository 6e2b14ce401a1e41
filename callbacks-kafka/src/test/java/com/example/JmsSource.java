package com.example;

// tag::source[]
import dev.connectorkit.callbacks.messaging.Message;
import dev.connectorkit.callbacks.messaging.MessageSource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class JmsSource implements MessageSource<JmsSource.Received> {

    record Received(jakarta.jms.Message message, String id, byte[] body) implements Message {}

    private final JMSContext context;
    private final JMSConsumer consumer;
    private final Queue rejections;

    JmsSource(ConnectionFactory factory, String queue) {
        context = factory.createContext(JMSContext.SESSION_TRANSACTED);
        consumer = context.createConsumer(context.createQueue(queue));
        rejections = context.createQueue(queue + ".rejected");
    }

    @Override
    public List<Received> receive(Duration longest) throws JMSException {
        List<Received> batch = new ArrayList<>();
        jakarta.jms.Message next = consumer.receive(longest.toMillis());
        while (next != null) {
            byte[] body = next.getBody(String.class).getBytes(StandardCharsets.UTF_8);
            batch.add(new Received(next, next.getJMSMessageID(), body));
            next = batch.size() < 100 ? consumer.receiveNoWait() : null;
        }
        return batch;
    }

    @Override
    public void settle(List<Received> published, List<Received> rejected) {
        rejected.forEach(each -> context.createProducer().send(rejections, each.message()));
        context.commit(); // acknowledges all of them, or none
    }

    @Override
    public void close() {
        context.close(); // rolls back what is not committed
    }
}
// end::source[]
