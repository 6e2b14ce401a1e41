package dev.connectorkit.workbench.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Server-sent events: the name of the part that has changed, to every page that is open. Thread-safe. */
final class Events {

    private static final String CLOSED = "";
    private static final int MOST_WAITING = 200;

    private final List<BlockingQueue<String>> readers = new CopyOnWriteArrayList<>();

    /** Announces a change, such as {@code workflow 3f2a}. */
    void changed(String what) {
        for (BlockingQueue<String> reader : readers) {
            if (!reader.contains(what)) {
                reader.offer(what);
            }
        }
    }

    /** Writes events until the reader or the server goes away. */
    void write(OutputStream out) throws IOException, InterruptedException {
        BlockingQueue<String> mine = new LinkedBlockingQueue<>(MOST_WAITING);
        readers.add(mine);
        try {
            mine.add("ready");
            while (true) {
                String next = mine.poll(15, TimeUnit.SECONDS);
                if (CLOSED.equals(next)) {
                    return;
                }
                String line = next == null ? ": still here\n\n" : "data: " + next + "\n\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } finally {
            readers.remove(mine);
        }
    }

    void close() {
        readers.forEach(reader -> reader.offer(CLOSED));
    }
}
