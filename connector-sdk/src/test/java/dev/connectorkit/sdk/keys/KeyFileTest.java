package dev.connectorkit.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFileTest {

    @TempDir
    Path folder;

    static Stream<KeyFile.Link> fileSystems() {
        return Stream.of(
                Files::createLink,
                (link, existing) -> {
                    throw new UnsupportedOperationException();
                },
                (link, existing) -> {
                    throw new FileSystemException(link + "", existing + "", "Operation not permitted");
                },
                (link, existing) -> {
                    throw new AccessDeniedException(link + "", existing + "", null);
                });
    }

    @ParameterizedTest
    @MethodSource("fileSystems")
    void a_key_is_created_once_and_nothing_else_is_left(KeyFile.Link link) throws IOException {
        for (KeyFile file : KeyFile.values()) {
            byte[] key = file.in(folder, link);
            assertThat(key).hasSize(32);
            assertThat(file.in(folder, link)).isEqualTo(key);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("state.key", "webhook-signing.key", "admin.key", "system.key");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state.key"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @MethodSource("fileSystems")
    void processes_that_start_together_agree_on_one_key(KeyFile.Link link) throws Exception {
        int starts = 8;
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        try {
            for (int round = 0; round < 20; round++) {
                Path data = folder.resolve("round-" + round);
                CyclicBarrier together = new CyclicBarrier(starts);
                List<Future<String>> keys = new ArrayList<>();
                for (int i = 0; i < starts; i++) {
                    keys.add(threads.submit(() -> {
                        together.await();
                        return KeyFile.STATE.encoded(KeyFile.STATE.in(data, link));
                    }));
                }
                Set<String> different = new HashSet<>();
                for (Future<String> key : keys) {
                    different.add(key.get(1, TimeUnit.MINUTES));
                }
                assertThat(different).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("fileSystems")
    void a_key_that_an_operator_copies_at_the_same_time_is_taken(KeyFile.Link link) throws IOException {
        String copied = KeyFile.STATE.encoded(KeyFile.random());
        byte[] key = KeyFile.STATE.in(folder, (path, existing) -> {
            Files.writeString(path, copied);
            link.create(path, existing);
        });
        assertThat(KeyFile.STATE.encoded(key)).isEqualTo(copied);
    }

    @Test
    void an_empty_file_is_waited_for_while_another_process_writes_it() throws Exception {
        Path path = folder.resolve("state.key");
        Files.createFile(path);
        ExecutorService starting = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> key = starting.submit(() -> KeyFile.STATE.in(folder));
            String written = KeyFile.STATE.encoded(KeyFile.random());
            Files.writeString(path, written + "\n");
            assertThat(KeyFile.STATE.encoded(key.get(1, TimeUnit.MINUTES))).isEqualTo(written);
        } finally {
            starting.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyFile.class)
    void a_key_is_read_as_editors_and_shells_write_it(KeyFile file) throws IOException {
        byte[] key = file.in(folder);
        Path path;
        try (Stream<Path> files = Files.list(folder)) {
            path = files.findFirst().orElseThrow();
        }
        String text = Files.readString(path).trim();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String copy : List.of(
                    "\uFEFF" + text, "\uFEFF" + text + "\r\n", "\uFEFF" + text.replaceAll("(.{20})", "$1\r\n"))) {
                Files.write(path, copy.getBytes(charset));
                assertThat(file.in(folder)).isEqualTo(key);
            }
        }
        Files.writeString(path, "  " + text + " \n\n");
        assertThat(file.in(folder)).isEqualTo(key);
    }

    @Test
    void a_file_without_a_key_is_refused_with_advice() throws IOException {
        for (String text : List.of("no key!", "c2hvcnQ=", "\u00ff")) {
            Files.writeString(folder.resolve("state.key"), text);
            assertThatThrownBy(() -> KeyFile.STATE.in(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("put the key back, or delete the file");
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> KeyFile.STATE.in(file.resolve("data"))).hasMessageContaining("state.key");
    }
}
