package dev.connectorkit.samples.approvals;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approves what a queue names: a folder in which each file is a message, and holds the id of an instance that waits for
 * {@link BudgetApproval#APPROVAL}. The file is deleted after the event is stored, so that a crash between the two raises it twice
 * and none gets lost. What can never be delivered goes to the folder {@code refused} in it; files whose names begin with a
 * dot are left alone, for writers that rename when they are done.
 */
public final class ApprovalQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalQueue.class);
    private static final long LOOK_MILLIS = 1000; // where the events of the file system get lost
    private static final int LONGEST_MESSAGE = 4096;

    private final Path folder;
    private final Path refused;
    private final OrchestrationClient client;
    private final WatchService events;
    private final Thread thread;

    private ApprovalQueue(Path folder, OrchestrationClient client) throws IOException {
        this.folder = folder;
        this.refused = Files.createDirectories(folder.resolve("refused"));
        this.client = client;
        this.events = folder.getFileSystem().newWatchService();
        this.thread = new Thread(this::run, "approval-queue");
        thread.setDaemon(true);
    }

    /**
     * Takes messages from this folder until it is closed.
     *
     * @param folder made where it does not exist; files that are there already are messages
     */
    public static ApprovalQueue open(Path folder, OrchestrationClient client) throws IOException {
        ApprovalQueue queue = new ApprovalQueue(folder, client);
        folder.register(queue.events, ENTRY_CREATE, ENTRY_MODIFY);
        queue.thread.start();
        return queue;
    }

    /** Ends after the message that is being worked on; the others stay for the next time. */
    @Override
    public void close() throws IOException {
        events.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                takeAll();
                WatchKey key = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents(); // which file it was does not matter: all are looked at
                    key.reset();
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("The queue {} has ended", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeAll() {
        try {
            messages().forEach(this::take);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The folder {} will be read again", folder, e);
        }
    }

    private List<Path> messages() throws IOException {
        List<Path> messages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder,
                file -> Files.isRegularFile(file)
                        && !file.getFileName().toString().startsWith("."))) {
            files.forEach(messages::add);
        }
        return messages;
    }

    private void take(Path message) {
        try {
            deliver(message);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The message {} will be tried again", message, e);
        }
    }

    private void deliver(Path message) throws IOException {
        try {
            if (Files.size(message) > LONGEST_MESSAGE) {
                refuse(message, "it is longer than any id");
                return;
            }
            String instanceId = Files.readString(message).strip();
            if (instanceId.isEmpty()) {
                return; // made, but not written yet
            }
            client.raiseEvent(instanceId, BudgetApproval.APPROVAL, true);
            Files.delete(message);
        } catch (InstanceNotFoundException | InstanceStateException | IllegalArgumentException e) {
            refuse(message, String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            refuse(message, "it is not UTF-8");
        } catch (NoSuchFileException e) {
            LOG.debug("{} was taken away", message);
        }
    }

    private void refuse(Path message, String reason) throws IOException {
        LOG.warn("The message {} is refused: {}", message, reason);
        Files.move(message, refused.resolve(message.getFileName()), REPLACE_EXISTING);
    }
}
