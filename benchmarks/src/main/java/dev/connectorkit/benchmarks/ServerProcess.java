package dev.connectorkit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of {@link PollServer} in a JVM of its own.
 *
 * @param name its name
 * @param process the JVM
 * @param port its port
 */
record ServerProcess(String name, Process process, int port) {

    /** Starts a server and waits until it listens. */
    static ServerProcess start(String name, Instant start, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-Dlogback.configurationFile=" + (name.equals("log") ? "logback-requests.xml" : "logback.xml"));
        command.add("-Dbench.start=" + start);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(PollServer.class.getName());
        command.add(name);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = said.readLine();
        if (port == null) {
            throw new IOException("The server " + name + " has ended");
        }
        return new ServerProcess(name, process, Integer.parseInt(port));
    }

    double cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Ends the server and waits for it. */
    void end() throws InterruptedException, IOException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
