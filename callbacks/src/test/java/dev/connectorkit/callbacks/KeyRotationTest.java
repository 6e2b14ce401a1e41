package dev.connectorkit.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replacing the key of a store that has subscriptions. */
class KeyRotationTest {

    private static final byte[] FIRST = key(1);
    private static final byte[] SECOND = key(2);
    private static final byte[] THIRD = key(3);
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Hooks hooks = new Hooks();
    private final Callbacks<String, String> created =
            Callbacks.named("created", String.class, String.class).build();

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private CallbackService start(String store, byte[] current, byte[]... previous) {
        return CallbackService.builder()
                .store(store)
                .keys(current, previous)
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
    }

    private static PushInput<String> push(String url) {
        PushInput<String> input = new PushInput<>();
        input.setCallbackUrl(url);
        return input.sentBy("ann", "push/t");
    }

    private void delivered(int perPath, String... paths) {
        created.publish("x");
        for (String path : paths) {
            await().atMost(SOON).until(() -> hooks.got(path).size() == perPath);
        }
    }

    @AfterEach
    void stop() {
        hooks.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void subscriptionsLiveOnUnderTheNewKey(TestDatabases kind) {
        String store = kind.fresh(folder);
        Subscribed webhook;
        Subscribed removed;
        Subscribed pushed;
        try (CallbackService first = start(store, FIRST)) {
            webhook = created.subscribe(hooks.url("/a"), "all");
            removed = created.subscribe(hooks.url("/b"), "all");
            pushed = created.subscribe("t", push(hooks.url("/p")));
            delivered(1, "/a", "/b", "/p");
        }
        try (CallbackService both = start(store, SECOND, FIRST)) {
            delivered(2, "/a", "/b", "/p");
            assertThat(created.subscribe(hooks.url("/a"), "all").token()).isEqualTo(webhook.token());
            assertThat(created.subscribe("t", push(hooks.url("/p"))).id()).isEqualTo(pushed.id());
            assertThat(both.unsubscribe(removed.token())).isTrue();
            assertThat(created.publish("x").deliveries()).isEqualTo(2);
            await().atMost(SOON).until(() -> hooks.got("/a").size() == 3);
        }
        try (CallbackService second = start(store, SECOND)) {
            delivered(4, "/a", "/p");
            assertThat(created.subscribe(hooks.url("/a"), "all").token()).isEqualTo(webhook.token());
            assertThat(second.unsubscribe(webhook.token())).isTrue();
            second.unsubscribePush("ann", "push/t");
            assertThat(created.publish("x").deliveries()).isZero();
        }
        assertThat(hooks.got("/b")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void anotherKeyFailsTheStartAndTheStoreStaysAsItIs(TestDatabases kind) {
        String store = kind.fresh(folder);
        try (CallbackService first = start(store, FIRST)) {
            created.subscribe(hooks.url("/a"), "all");
        }
        for (byte[][] keys : new byte[][][] {{SECOND}, {SECOND, THIRD}}) {
            assertThatThrownBy(() -> start(store, keys[0], Arrays.copyOfRange(keys, 1, keys.length)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another key")
                    .hasMessageContaining("the new one as the current key and the old one as a previous key");
        }
        try (CallbackService ahead = start(store, FIRST, SECOND)) {
            delivered(1, "/a");
        }
        try (CallbackService second = start(store, SECOND)) {
            delivered(2, "/a");
        }
        assertThatThrownBy(() -> start(store, FIRST)).isInstanceOf(StorageException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void deliveriesThatWaitAreMadeUnderTheNewKey(TestDatabases kind) {
        String store = kind.fresh(folder);
        hooks.answering(request -> 503);
        try (CallbackService first = start(store, FIRST)) {
            created.subscribe(hooks.url("/a"), "all");
            created.publish("waiting");
            await().atMost(SOON).until(() -> !hooks.got("/a").isEmpty());
        }
        hooks.answering(request -> 202);
        int before = hooks.got("/a").size();
        try (CallbackService second = start(store, SECOND, FIRST)) {
            await().atMost(SOON).until(() -> hooks.got("/a").size() > before);
        }
        assertThat(hooks.got("/a")).last().extracting(Hooks.Got::body).isEqualTo("\"waiting\"");
    }
}
