package dev.connectorkit.sdk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.storage.TestClock;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStoreTest {

    private final TestClock clock = new TestClock();
    private final UploadStore uploads = new UploadStore(clock, 10);

    /** A connector that is killed in the middle of uploads. */
    static final class Killed {

        public static void main(String[] arguments) throws IOException {
            UploadStore uploads = new UploadStore(new TestClock(), 10);
            Upload begun = uploads.begin(null, "PUT", "files", 10);
            Upload whole = uploads.begin(null, "PUT", "files", 5);
            chunk(begun, 0, 5, uploads);
            chunk(whole, 0, 5, uploads);
            System.out.write(whole.content().read());
            System.out.flush();
            System.in.read();
        }
    }

    @Test
    void a_killed_connector_leaves_no_files(@TempDir Path temporary) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Killed.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(child.getInputStream().read()).isEqualTo(1);
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_chunk_that_arrives_when_its_upload_has_just_expired_is_refused() throws IOException {
        Upload upload = uploads.begin(null, "PUT", "files", 10);
        assertThat(uploads.find(upload.id(), "files")).containsSame(upload);
        expire();
        assertUnknown(() -> chunk(upload, 0, 5, uploads));
    }

    @Test
    void a_chunk_in_whose_middle_its_upload_expires_is_refused() throws IOException {
        Upload upload = uploads.begin(null, "PUT", "files", 10);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(new byte[5])) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                expire();
                return super.read(buffer, offset, Math.min(length, 2));
            }
        };
        assertUnknown(() -> upload.add(0, 4, 10, slow, uploads.now()));
    }

    @Test
    void a_last_chunk_that_is_repeated_when_its_upload_has_just_expired_is_refused() throws IOException {
        Upload upload = uploads.begin(null, "PUT", "files", 5);
        chunk(upload, 0, 5, uploads);
        expire();
        chunk(upload, 0, 5, uploads);
        assertUnknown(upload::content);
    }

    @Test
    void the_whole_can_be_read_several_times_and_after_the_end_of_the_upload() throws IOException {
        Upload upload = uploads.begin(null, "PUT", "files", 5);
        chunk(upload, 0, 5, uploads);
        try (InputStream failed = upload.content();
                InputStream again = upload.content()) {
            assertThat(failed.read()).isEqualTo(1);
            assertThat(again.readNBytes(2)).containsExactly(1, -2);
            uploads.end(upload, Response.ok());
            assertThat(again.readAllBytes()).containsExactly(3, -4, 5);
            again.close();
            again.close();
            assertThat(failed.read()).isEqualTo(0xfe);
        }
        assertUnknown(upload::content);
    }

    @Test
    void a_closed_store_takes_no_chunk() throws IOException {
        Upload upload = uploads.begin(null, "PUT", "files", 10);
        uploads.close();
        assertUnknown(() -> chunk(upload, 0, 5, uploads));
        assertThatThrownBy(() -> uploads.begin(null, "PUT", "files", 10)).isInstanceOf(ProblemException.class);
    }

    private void expire() {
        clock.pass(Duration.ofMinutes(11));
        uploads.endIdle();
    }

    private static void chunk(Upload upload, int from, int length, UploadStore uploads) throws IOException {
        byte[] bytes = {1, -2, 3, -4, 5};
        upload.add(from, from + length - 1, upload.size(), new ByteArrayInputStream(bytes), uploads.now());
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContaining("There is no such upload.");
    }
}
