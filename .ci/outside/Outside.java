import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds and runs projects outside of the reactor that are made of README.md's own blocks, as a user would: Maven with and without
 * the BOM, the oldest and the newest Maven, and Gradle; and the Spring Boot application of its page. Each must resolve the versions that the reactor is tested with, stay up
 * after {@code main} has returned, answer, log little, and end in order on SIGTERM. Fails where the README's lines are wrong.
 *
 * <p>Expects what {@code .ci/publish} leaves: the artifacts in {@code target/outside/repository}, and in each module
 * {@code target/resolved.txt}. Run it in the project's folder: {@code java .ci/outside/Outside.java}.
 */
public class Outside {

    static final String OLDEST_MAVEN = "3.8.1";
    static final String NEWEST_MAVEN = "3.9.16";
    static final String GRADLE = "8.11.1";

    static final String STARTER = "connectorkit-spring-boot-starter";

    static final Path PROJECT = Path.of("").toAbsolutePath();
    static final Path WORK = PROJECT.resolve("target/outside");
    static final Path REPOSITORY = WORK.resolve("repository");
    static final Readme README = Readme.read();
    static final Versions TESTED = Versions.ofReactor();

    public static void main(String[] arguments) throws Exception {
        Tools tools = Tools.fetch();
        settings();
        modules(tools);
        maven(tools, "oldest-pom", OLDEST_MAVEN, README.pom);
        maven(tools, "newest-pom", NEWEST_MAVEN, README.pom);
        maven(tools, "oldest-without-bom", OLDEST_MAVEN, README.pomWithoutBom());
        maven(tools, "newest-without-bom", NEWEST_MAVEN, README.pomWithoutBom());
        asTheReadmeSays(tools);
        gradle(tools);
        springBoot(tools);
        System.out.println("README.md's lines work outside of the reactor.");
    }

    /** Every artifact that the BOM names, each in a project of its own without the BOM. */
    static void modules(Tools tools) throws Exception {
        Path folder = fresh("modules");
        List<String> modules = new ArrayList<>();
        for (String artifact : README.bomArtifacts()) {
            modules.add("<module>" + artifact + "</module>");
            Files.createDirectories(folder.resolve(artifact));
            Files.writeString(
                    folder.resolve(artifact + "/pom.xml"),
                    pom("only-" + artifact, "<dependencies>" + README.dependency(artifact) + "</dependencies>"));
        }
        Files.writeString(
                folder.resolve("pom.xml"),
                pom("modules", "<packaging>pom</packaging><modules>" + String.join("", modules) + "</modules>"));
        tools.maven(NEWEST_MAVEN, folder, plugin("list"), "-DincludeScope=runtime", "-DoutputFile=resolved.txt");
        for (String artifact : README.bomArtifacts()) {
            if (artifact.equals(STARTER)) {
                continue; // Spring Boot's versions count there
            }
            TESTED.compare(artifact + " alone", Versions.listed(folder.resolve(artifact + "/resolved.txt")));
        }
    }

    static String pom(String artifact, String content) {
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>outside</groupId>"
                + "<artifactId>" + artifact + "</artifactId><version>1</version>" + content + "</project>";
    }

    static void maven(Tools tools, String name, String version, String pom) throws Exception {
        Path folder = fresh(name);
        Files.writeString(folder.resolve("pom.xml"), pom);
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(folder.resolve("src/main/java/Probe.java"), Files.readString(beside("Probe.java")));
        int port = freePort();
        Files.writeString(
                folder.resolve("src/main/java/" + README.mainClass + ".java"), README.connectorWithProbe(port));
        tools.maven(
                version,
                folder,
                "package",
                plugin("list"),
                plugin("build-classpath"),
                "-DincludeScope=runtime",
                "-DoutputFile=target/resolved.txt",
                "-Dmdep.outputFile=target/classpath.txt");
        String resolved = folder.resolve("target/resolved.txt").toString();
        TESTED.compare(name, Versions.listed(Path.of(resolved)));
        String classPath = folder.resolve("target/classes") + File.pathSeparator
                + Files.readString(folder.resolve("target/classpath.txt")).strip();
        run(name, folder, classPath, port);
    }

    /** The README's own command, on its own connector. */
    static void asTheReadmeSays(Tools tools) throws Exception {
        Path folder = fresh("as-the-readme-says");
        Files.writeString(folder.resolve("pom.xml"), README.pom);
        Files.createDirectories(folder.resolve("src/main/java"));
        int port = freePort();
        Files.writeString(folder.resolve("src/main/java/" + README.mainClass + ".java"), README.connector(port));
        List<String> command = new ArrayList<>(tools.command(NEWEST_MAVEN, folder));
        command.addAll(List.of(README.command.split(" ")).subList(1, README.command.split(" ").length));
        try (Running running = Running.start("as-the-readme-says", command, folder, port)) {
            running.get(README.path, 202);
            running.get(README.document(), 200);
            running.terminate();
        }
        System.out.println("as-the-readme-says: " + README.command);
    }

    static void gradle(Tools tools) throws Exception {
        Path folder = fresh("gradle");
        int port = freePort();
        Path sources = Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(folder.resolve("build.gradle"), README.gradle);
        Files.writeString(sources.resolve("Probe.java"), Files.readString(beside("Probe.java")));
        Files.writeString(sources.resolve(README.mainClass + ".java"), README.connectorWithProbe(port));
        execute(
                folder,
                List.of(
                        java("java"),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        tools.gradle,
                        beside("Gradle.java").toString(),
                        folder.toString(),
                        WORK.resolve("gradle-home").toString(),
                        REPOSITORY.toString()));
        TESTED.compare("gradle", Versions.tabbed(folder.resolve("runtime.txt")));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        execute(
                folder,
                List.of(
                        java("javac"),
                        "-d",
                        classes.toString(),
                        "-cp",
                        files(folder.resolve("compile.txt")),
                        sources.resolve("Probe.java").toString(),
                        sources.resolve(README.mainClass + ".java").toString()));
        String classPath = classes + File.pathSeparator + files(folder.resolve("runtime.txt"));
        run("gradle", folder, classPath, port);
        withLogback("gradle", folder, classPath, port, tools);
    }

    /** The page's application, with the versions of Spring Boot. */
    static void springBoot(Tools tools) throws Exception {
        List<MatchResult> blocks = Readme.blocks("docs/spring-boot.md");
        String application = Readme.one(blocks, "java", "public static void main");
        String pom = Readme.one(blocks, "xml", "<project");
        String name = Readme.found(application, "public class (\\w+)");
        String path = Readme.found(application, "@Path\\(\"([^\"]+)\"\\)");
        Path folder = fresh("spring-boot");
        Files.writeString(folder.resolve("pom.xml"), pom);
        Path sources = folder.resolve("src/main/java")
                .resolve(Readme.found(application, "package ([\\w.]+);").replace('.', '/'));
        Files.createDirectories(sources);
        Files.writeString(sources.resolve(name + ".java"), application);
        tools.maven(NEWEST_MAVEN, folder, "package");
        String jar = Readme.found(pom, "(?s)</parent>.*?<artifactId>([^<]+)</artifactId>") + "-"
                + Readme.found(pom, "(?s)</parent>.*?<version>([^<]+)</version>") + ".jar";
        int port = freePort();
        List<String> command =
                List.of(java("java"), "-jar", folder.resolve("target").resolve(jar).toString(), "--server.port=" + port);
        try (Running running = Running.start("spring-boot", command, folder, port)) {
            HttpResponse<String> first = running.get(path, 202);
            running.get(first.headers().firstValue("Location").orElseThrow(), 202);
            running.get(README.document(), 200);
            running.get("/health/ready", 200);
            running.get("/nothing", 404);
            running.terminate();
        }
        System.out.println("spring-boot: works");
    }

    static String files(Path tabbed) throws IOException {
        return Files.readAllLines(tabbed).stream()
                .map(line -> line.split("\t")[1])
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** With slf4j-simple, as it is. */
    static void run(String name, Path folder, String classPath, int port) throws Exception {
        int lines = exercise(name, folder, classPath, port);
        System.out.println(name + ": works, " + lines + " lines of log");
    }

    /** With Logback without a configuration in the place of slf4j-simple. */
    static void withLogback(String name, Path folder, String classPath, int port, Tools tools) throws Exception {
        String others = Stream.of(classPath.split(File.pathSeparator))
                .filter(file -> !Path.of(file).getFileName().toString().startsWith("slf4j-simple-"))
                .collect(Collectors.joining(File.pathSeparator));
        check(!others.equals(classPath), name + ": slf4j-simple in README.md's blocks");
        run(name + "-with-logback", folder, others + File.pathSeparator + tools.logback, port);
    }

    /** A start, ten requests and a stop; returns the number of lines that were logged. */
    static int exercise(String name, Path folder, String classPath, int port) throws Exception {
        Path entered = folder.resolve("entered");
        Files.deleteIfExists(entered);
        List<String> command = List.of(
                java("java"), "-Dprobe.entered=" + entered, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, README.mainClass);
        try (Running running = Running.start(name, command, folder, port)) {
            running.awaitReturnOfMain();
            HttpResponse<String> poll = running.get(README.path, 202);
            check(poll.headers().firstValue("Location").isPresent(), name + ": a Location");
            check(poll.headers().firstValue("Retry-After").isPresent(), name + ": a Retry-After");
            running.get(README.document(), 200);
            running.get("/probe/greeting?name=you", 200);
            violation(running.get("/probe/greeting?name=somebody", 400), "name", "size must be between 0 and 5");
            violation(running.get("/probe/price?price=10", 400), "price", "must be less than 9.50");
            for (int i = 0; i < 4; i++) {
                running.get(README.path, 202);
            }
            CompletableFuture<HttpResponse<String>> slow = running.begin("/probe/slow");
            await(name + ": the slow request arrives", () -> Files.exists(entered));
            running.terminate();
            HttpResponse<String> answer = slow.get(20, TimeUnit.SECONDS);
            check(answer.statusCode() == 200 && answer.body().equals("answered"), name + ": the request under way is answered");
            int lines = running.output().size();
            check(lines < 25, name + ": fewer than 25 lines, not " + lines + "\n" + running.text());
            return lines;
        }
    }

    static void violation(HttpResponse<String> answer, String field, String message) {
        check(
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                        && answer.body().contains('"' + field + '"')
                        && answer.body().contains(message),
                "a problem document that says of " + field + ": " + message + ", not " + answer.body());
    }

    /** Artifacts that this machine has: a second repository of the outside projects, read only. */
    static void settings() throws IOException {
        StringBuilder repositories = new StringBuilder();
        Path local = Path.of(System.getProperty("user.home"), ".m2", "repository");
        Map<String, String> urls = new TreeMap<>();
        urls.put("a-published", REPOSITORY.toUri().toString());
        urls.put("b-local", local.toUri().toString());
        urls.put("central", "https://repo.maven.apache.org/maven2");
        urls.forEach((id, url) -> repositories.append("<repository><id>" + id + "</id><url>" + url + "</url><snapshots><enabled>"
                + id.startsWith("a") + "</enabled><updatePolicy>always</updatePolicy></snapshots></repository>"));
        Files.writeString(
                WORK.resolve("settings.xml"),
                "<settings><profiles><profile><id>outside</id><repositories>" + repositories
                        + "</repositories><pluginRepositories>"
                        + repositories.toString().replace("repository>", "pluginRepository>")
                        + "</pluginRepositories></profile></profiles><activeProfiles><activeProfile>outside</activeProfile>"
                        + "</activeProfiles></settings>");
    }

    static Path fresh(String name) throws IOException {
        Path folder = WORK.resolve("projects").resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    static Path beside(String file) {
        return PROJECT.resolve(".ci/outside").resolve(file);
    }

    static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    static String plugin(String goal) throws IOException {
        return "org.apache.maven.plugins:maven-dependency-plugin:" + pinned("maven-dependency-plugin") + ":" + goal;
    }

    /** The version that the parent has of this artifact. */
    static String pinned(String artifact) throws IOException {
        return Readme.found(
                Files.readString(PROJECT.resolve("pom.xml")),
                "<artifactId>" + artifact + "</artifactId>\\s*<version>([^<$]+)<");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void execute(Path folder, List<String> command) throws Exception {
        Path log = Files.createTempFile(WORK, "command", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        check(status == 0, String.join(" ", command) + " ended with " + status + ":\n" + Files.readString(log));
        Files.delete(log);
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("Expected: " + what);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.holds()) {
            check(System.nanoTime() < end, what + ", within 90 s");
            Thread.sleep(50);
        }
    }

    /** The blocks of README.md that a user copies. */
    record Readme(
            String connector, String mainClass, String path, String pom, String fragment, String gradle, String command) {

        static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

        static final Pattern BOM = Pattern.compile("<dependencyManagement>.*?</dependencyManagement>\\s*", Pattern.DOTALL);

        static Readme read() {
            try {
                List<MatchResult> blocks = blocks("README.md");
                String connector = one(blocks, "java", "public static void main");
                return new Readme(
                        connector,
                        found(connector, "public class (\\w+)"),
                        found(connector, "@Path\\(\"([^\"]+)\"\\)"),
                        one(blocks, "xml", "<project"),
                        one(blocks, "xml", "^<dependencyManagement>"),
                        one(blocks, "groovy", "dependencies \\{"),
                        one(blocks, "sh", "^mvn ").strip());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        static List<MatchResult> blocks(String page) throws IOException {
            return BLOCK.matcher(Files.readString(PROJECT.resolve(page))).results().toList();
        }

        static String one(List<MatchResult> blocks, String language, String content) {
            List<String> matching = blocks.stream()
                    .filter(block -> block.group(1).equals(language)
                            && Pattern.compile(content).matcher(block.group(2)).find())
                    .map(block -> block.group(2))
                    .toList();
            check(matching.size() == 1, "one block of " + language + " with " + content + ", not " + matching.size());
            return matching.get(0);
        }

        static String found(String text, String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            check(matcher.find(), pattern + " in\n" + text);
            return matcher.group(1);
        }

        String document() {
            return "/swagger.json";
        }

        /** On another port than the one that may be taken here. */
        String connector(int port) {
            String start = found(connector, "start\\((\\d+), ");
            return connector.replace("start(" + start + ", ", "start(" + port + ", ");
        }

        String connectorWithProbe(int port) {
            String instance = "new " + mainClass + "()";
            check(connector.contains(instance), instance + " in\n" + connector);
            return connector(port).replace(instance, instance + ", new Probe(), new Probe.Binding()");
        }

        String groupId() {
            return found(fragment, "<groupId>([^<]+)</groupId>");
        }

        String version() {
            return found(fragment, "<version>([^<]+)</version>");
        }

        /** The fragment in the place of the whole pom's dependencies, without the BOM and with versions instead. */
        String pomWithoutBom() {
            String versioned = versioned(BOM.matcher(fragment).replaceFirst(""));
            String provider = found(pom, "(?s)(<dependency> <!--.*?</dependency>)");
            String dependencies =
                    versioned.replace("</dependencies>", versioned(provider) + "</dependencies>");
            return BOM.matcher(pom)
                    .replaceFirst("")
                    .replaceFirst("(?s)<dependencies>.*?</dependencies>", Matcher.quoteReplacement(dependencies));
        }

        private String versioned(String dependencies) {
            return Pattern.compile("<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>")
                    .matcher(dependencies)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group() + "<version>"
                            + (found.group(1).equals(groupId()) ? version() : TESTED.of(found.group(1), "slf4j-api"))
                            + "</version>"));
        }

        String dependency(String artifact) {
            return "<dependency><groupId>" + groupId() + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                    + version() + "</version></dependency>";
        }

        /** Ours, as the published BOM names them. */
        Set<String> bomArtifacts() throws IOException {
            Path folder = REPOSITORY.resolve(groupId().replace('.', '/'))
                    .resolve(found(fragment, "<artifactId>([^<]+)</artifactId>"))
                    .resolve(version());
            try (Stream<Path> files = Files.list(folder)) {
                Path bom = files.filter(file -> file.toString().endsWith(".pom"))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                return Pattern.compile("<groupId>" + Pattern.quote(groupId()) + "</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>[^<]+</version>\\s*</dependency>")
                        .matcher(Files.readString(bom))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
            }
        }
    }

    /** The versions of artifacts, by group and artifact. */
    record Versions(Map<String, String> byArtifact) {

        /** Those that the modules are tested with. */
        static Versions ofReactor() {
            Map<String, String> all = new TreeMap<>();
            Set<String> several = new TreeSet<>();
            try (Stream<Path> folders = Files.list(PROJECT)) {
                for (Path list : folders.map(folder -> folder.resolve("target/resolved.txt"))
                        .filter(Files::exists)
                        .toList()) {
                    listed(list).byArtifact.forEach((artifact, version) -> {
                        String other = all.put(artifact, version);
                        if (other != null && !other.equals(version)) {
                            several.add(artifact + " " + other + " and " + version);
                        }
                    });
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            check(several.isEmpty(), "one version of everything in the reactor, but " + several);
            check(!all.isEmpty(), "target/resolved.txt in the modules; .ci/publish writes them");
            return new Versions(all);
        }

        /** As maven-dependency-plugin lists them. */
        static Versions listed(Path file) throws IOException {
            Map<String, String> versions = new TreeMap<>();
            Pattern line = Pattern.compile("^\\s+([^:\\s]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime)\\b.*");
            for (String text : Files.readAllLines(file)) {
                Matcher artifact = line.matcher(text);
                if (artifact.matches()) {
                    versions.put(artifact.group(1) + ":" + artifact.group(2), artifact.group(3));
                }
            }
            return new Versions(versions);
        }

        /** As {@code Gradle.java} writes them. */
        static Versions tabbed(Path file) throws IOException {
            Map<String, String> versions = new TreeMap<>();
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t")[0].split(":");
                versions.put(parts[0] + ":" + parts[1], parts[2]);
            }
            return new Versions(versions);
        }

        String of(String group, String artifact) {
            String version = byArtifact.get(group + ":" + artifact);
            check(version != null, group + ":" + artifact + " in the reactor");
            return version;
        }

        void compare(String name, Versions outside) {
            check(!outside.byArtifact.isEmpty(), name + ": dependencies");
            Set<String> differences = new TreeSet<>();
            outside.byArtifact.forEach((artifact, version) -> {
                String tested = artifact.equals("org.slf4j:slf4j-simple")
                        ? byArtifact.get("org.slf4j:slf4j-api")
                        : byArtifact.get(artifact);
                String plain = version.replaceFirst("-\\d{8}\\.\\d{6}-\\d+$", "-SNAPSHOT");
                boolean ours = artifact.startsWith(README.groupId() + ":");
                if (!plain.equals(ours ? README.version() : tested)) {
                    differences.add(artifact + " is " + version + ", tested is " + tested);
                }
            });
            check(differences.isEmpty(), name + ": the versions that are tested, but\n  " + String.join("\n  ", differences));
        }
    }

    /** Third parties' artifacts, which the project's own wrapper fetches into this machine's repository. */
    record Tools(Path folder, String logback, String gradle) {

        static Tools fetch() throws Exception {
            Path folder = Files.createDirectories(WORK.resolve("tools"));
            for (String version : Set.of(OLDEST_MAVEN, NEWEST_MAVEN)) {
                if (!Files.exists(folder.resolve("apache-maven-" + version))) {
                    wrapper(
                            folder,
                            plugin("unpack"),
                            "-Dartifact=org.apache.maven:apache-maven:" + version + ":zip:bin",
                            "-DoutputDirectory=" + folder);
                }
            }
            return new Tools(
                    folder,
                    classPath("logback", "ch.qos.logback:logback-classic:" + pinned("logback-classic")),
                    classPath("gradle", "dev.gradleplugins:gradle-test-kit:" + GRADLE));
        }

        /** An artifact and what it needs, but for SLF4J's API, which the projects have themselves. */
        static String classPath(String name, String coordinates) throws Exception {
            Path folder = WORK.resolve("tools").resolve(coordinates.replace(':', '-'));
            Path file = folder.resolve("classpath.txt");
            if (Files.exists(file)) {
                return Files.readString(file);
            }
            Files.createDirectories(folder);
            String[] parts = coordinates.split(":");
            Files.writeString(
                    folder.resolve("pom.xml"),
                    pom(
                            name,
                            "<dependencies><dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
                                    + "</artifactId><version>" + parts[2] + "</version></dependency></dependencies>"));
            Path fetched = folder.resolve("fetched.txt");
            wrapper(folder, plugin("build-classpath"), "-Dmdep.outputFile=" + fetched);
            Files.writeString(
                    file,
                    Stream.of(Files.readString(fetched).strip().split(File.pathSeparator))
                            .filter(jar -> !Path.of(jar).getFileName().toString().startsWith("slf4j-api-"))
                            .collect(Collectors.joining(File.pathSeparator)));
            return Files.readString(file);
        }

        static void wrapper(Path folder, String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(PROJECT.resolve("mvnw").toString(), "-B", "-ntp", "-q"));
            command.addAll(List.of(arguments));
            if (Files.exists(folder.resolve("pom.xml"))) {
                command.addAll(List.of("-f", folder.resolve("pom.xml").toString()));
            }
            execute(PROJECT, command);
        }

        /** A Maven of this version, with a local repository of its own. */
        List<String> command(String version, Path project) {
            Path launcher = folder.resolve("apache-maven-" + version + "/bin/mvn");
            launcher.toFile().setExecutable(true);
            return List.of(
                    launcher.toString(),
                    "-B",
                    "-q",
                    "-gs",
                    WORK.resolve("settings.xml").toString(),
                    "-Dmaven.repo.local=" + WORK.resolve("local"),
                    "-f",
                    project.resolve("pom.xml").toString());
        }

        void maven(String version, Path project, String... arguments) throws Exception {
            List<String> command = new ArrayList<>(command(version, project));
            command.addAll(List.of(arguments));
            execute(project, command);
        }
    }

    /** A connector in a process of its own. */
    record Running(String name, Process process, Path log, URI base) implements AutoCloseable {

        static final HttpClient CLIENT = HttpClient.newHttpClient();

        static Running start(String name, List<String> command, Path folder, int port) throws Exception {
            Path log = folder.resolve(name.replace(' ', '-') + ".log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Running running = new Running(name, process, log, URI.create("http://localhost:" + port));
            try {
                await(name + ": listens", running::listens);
            } catch (Throwable e) {
                process.destroyForcibly();
                throw e;
            }
            return running;
        }

        boolean listens() throws Exception {
            check(process.isAlive(), name + ": stays up, but\n" + text());
            try {
                new java.net.Socket("localhost", base.getPort()).close();
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /** The JVM starts a thread of this name when {@code main} has returned. */
        void awaitReturnOfMain() throws Exception {
            await(name + ": main returns", () -> {
                Process dump = new ProcessBuilder(java("jcmd"), "" + process.pid(), "Thread.print").start();
                String threads = new String(dump.getInputStream().readAllBytes());
                return dump.waitFor() == 0 && threads.contains("\"DestroyJavaVM\"");
            });
            check(process.isAlive(), name + ": stays up after main has returned, but\n" + text());
        }

        HttpRequest request(String path) {
            return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60)).build();
        }

        HttpResponse<String> get(String path, int expected) throws Exception {
            HttpResponse<String> answer = CLIENT.send(request(path), HttpResponse.BodyHandlers.ofString());
            check(
                    answer.statusCode() == expected,
                    name + ": " + expected + " for " + path + ", not " + answer.statusCode() + " " + answer.body() + "\n" + text());
            return answer;
        }

        CompletableFuture<HttpResponse<String>> begin(String path) {
            return CLIENT.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
        }

        /** SIGTERM, after which the process ends by that signal. */
        void terminate() throws Exception {
            process.destroy();
            check(process.waitFor(60, TimeUnit.SECONDS), name + ": ends on SIGTERM within 60 s\n" + text());
            check(process.exitValue() == 143, name + ": ends by SIGTERM, not with " + process.exitValue() + "\n" + text());
        }

        List<String> output() throws IOException {
            return Files.readAllLines(log);
        }

        String text() {
            try {
                return String.join("\n", output());
            } catch (IOException e) {
                return e.toString();
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
