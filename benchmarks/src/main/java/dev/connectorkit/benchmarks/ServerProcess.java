package dev.connectorkit.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server in a JVM of its own.
 *
 * @param name its name
 * @param process the JVM
 * @param port its port
 */
record ServerProcess(String name, Process process, int port) {

    /** The line of the samples that has their URL. */
    private static final Pattern PORT = Pattern.compile("([0-9]+)|\\s+Explore\\s+http://localhost:([0-9]+)/");

    /** An option without which threads that have compiled may end, and their time is counted as the others'. */
    static final String FIXED_COMPILERS = "-XX:-UseDynamicNumberOfCompilerThreads";

    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");
    private static final int USER_TICKS = 11;
    private static final long TICK_NANOS = 10_000_000;

    /** Starts a server of {@link PollServer} and waits until it listens. */
    static ServerProcess start(String name, Instant start, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("-Dlogback.configurationFile=" + (name.equals("log") ? "logback-requests.xml" : "logback.xml"));
        arguments.add("-Dbench.start=" + start);
        arguments.addAll(List.of("-cp", ClassPath.JARS, PollServer.class.getName(), name));
        return start(name, arguments);
    }

    /** Starts the samples, with all their features, and waits until they listen. */
    static ServerProcess startSamples(Path jar, Path data, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-jar", jar.toString(), "--port", "0", "--admin-port", "0"));
        arguments.addAll(List.of("--data-dir", data.toString()));
        return start("samples", arguments);
    }

    private static ServerProcess start(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.matches()) {
                String number = port.group(1) == null ? port.group(2) : port.group(1);
                return new ServerProcess(name, process, Integer.parseInt(number));
            }
        }
        throw new IOException("The server " + name + " has ended");
    }

    /**
     * Returns the processor time of a JVM with {@link #FIXED_COMPILERS} without that of the threads that compile; of Linux only, others
     * do not report it for each thread.
     */
    double cpuNanosWithoutCompilers() throws IOException {
        long ticks = 0;
        Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (Files.isDirectory(threads)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
                for (Path thread : all) {
                    ticks += compilerTicks(thread.resolve("stat"));
                }
            }
        }
        return process.info().totalCpuDuration().orElseThrow().toNanos() - ticks * (double) TICK_NANOS;
    }

    private static long compilerTicks(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return COMPILER.matcher(line).find()
                    ? Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])
                    : 0;
        } catch (IOException e) {
            return 0; // a thread that has ended, and compiled nothing
        }
    }

    /** Ends the server and waits for it. */
    void end() throws InterruptedException, IOException {
        if (name.equals("samples")) {
            process.toHandle().destroy(); // which leaves its output open
        }
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        process.waitFor();
    }

    /** The class path of this JVM, in jars only: the JVM writes no archive of the classes of a folder. */
    private static final class ClassPath {

        static final String JARS = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(part -> Files.isDirectory(part) ? jar(part) : part)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));

        private static Path jar(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                Path jar = Files.createTempFile("bench", ".jar");
                jar.toFile().deleteOnExit();
                try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                        Files.copy(file, out);
                    }
                }
                return jar;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
