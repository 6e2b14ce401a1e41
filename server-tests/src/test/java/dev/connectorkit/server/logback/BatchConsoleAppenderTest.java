package dev.connectorkit.server.logback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchConsoleAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final BatchConsoleAppender appender = new BatchConsoleAppender();
    private final Console console = new Console();
    private final Logger logger = context.getLogger("requests");

    @BeforeEach
    void start() {
        context.setMDCAdapter(mdc);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%thread [%X{requestId}] %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        appender.setOutputStream(console);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        console.open.countDown();
        context.stop();
    }

    @Test
    void eachLineIsWrittenOnceInTheOrderOfItsThreadAndManyAtOnce() throws Exception {
        int threads = 4;
        int lines = 5_000; // together more than wait at most
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(new Thread(
                    () -> {
                        for (int line = 0; line < lines; line++) {
                            mdc.put("requestId", "id-" + line);
                            logger.info("line {}", line);
                        }
                    },
                    "worker-" + i));
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        appender.stop();

        List<String> written = console.lines();
        for (int i = 0; i < threads; i++) {
            String worker = "worker-" + i + " ";
            List<String> expected = new ArrayList<>();
            for (int line = 0; line < lines; line++) {
                expected.add(worker + "[id-" + line + "] line " + line);
            }
            assertThat(written.stream().filter(line -> line.startsWith(worker))).isEqualTo(expected);
        }
        assertThat(written).hasSize(threads * lines);
        assertThat(console.writes.get()).isLessThan(threads * lines / 2);
    }

    @Test
    void aLineIsWrittenSoonWithoutAnother() {
        logger.info("alone");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(console.lines()).singleElement().asString().endsWith("alone"));
    }

    @Test
    void anArgumentThatChangesLaterIsInTheLineAsItWas() {
        StringBuilder argument = new StringBuilder("before");
        logger.info("is {}", argument);
        argument.replace(0, argument.length(), "after");
        appender.stop();
        assertThat(console.lines()).singleElement().asString().endsWith("is before");
    }

    @Test
    void atTheEndOfTheJvmLinesThatWaitAreWrittenAndLaterOnesAtOnce() {
        logger.info("waits");
        appender.end();
        assertThat(console.lines()).singleElement().asString().endsWith("waits");
        logger.info("comes late");
        assertThat(console.lines()).hasSize(2).last().asString().endsWith("comes late");
    }

    @Test
    void aConsoleThatStandsStillDropsNoLine() throws Exception {
        console.standsStill = true;
        int lines = 20_000;
        Thread logging = new Thread(() -> {
            for (int line = 0; line < lines; line++) {
                logger.info("line {}", line);
            }
        });
        logging.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> logging.getState() == Thread.State.TIMED_WAITING);
        console.open.countDown();
        logging.join();
        appender.stop();
        assertThat(console.lines()).hasSize(lines);
    }

    /** Counts the writes, and can stand still until it is opened. */
    private static final class Console extends ByteArrayOutputStream {

        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger writes = new AtomicInteger();
        private volatile boolean standsStill;

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.incrementAndGet();
            if (standsStill) {
                try {
                    assertThat(open.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            super.write(bytes, offset, length);
        }

        List<String> lines() {
            return toString(UTF_8).lines().toList();
        }
    }
}
