import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the dependencies of every artifact, as a project that depends on it alone resolves them, with {@code dependencies.txt}
 * beside this file. An unexpected dependency fails, and so does a line that no dependency needs any more.
 *
 * <p>Expects what {@code Outside.java} leaves in {@code target/outside/projects/modules}. Run it in the project's folder:
 * {@code java .ci/outside/Dependencies.java}, or with the folder of the lists as an argument.
 */
public class Dependencies {

    static final Path ALLOWED = Path.of(".ci/outside/dependencies.txt");
    static final String GROUP = "dev.connectorkit:";
    static final Pattern LISTED = Pattern.compile("^\\s+([^:\\s]+:[^:\\s]+):");

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "target/outside/projects/modules" : arguments[0]);
        Map<String, Set<String>> allowed = allowed(Files.readAllLines(ALLOWED));
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Set<String>> artifact : allowed.entrySet()) {
            Set<String> resolved = resolved(folder.resolve(artifact.getKey()).resolve("resolved.txt"));
            resolved.remove(GROUP + artifact.getKey());
            difference(resolved, artifact.getValue())
                    .forEach(id -> problems.add(artifact.getKey() + " depends on " + id + ", which " + ALLOWED + " does not allow"));
            difference(artifact.getValue(), resolved)
                    .forEach(id -> problems.add(artifact.getKey() + " does not depend on " + id + "; remove it from " + ALLOWED));
        }
        for (String folderName : modules(folder)) {
            if (!allowed.containsKey(folderName)) {
                problems.add(folderName + " has no lines in " + ALLOWED);
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), problems));
        }
        System.out.println(allowed.size() + " artifacts depend on what " + ALLOWED + " allows.");
    }

    static Map<String, Set<String>> allowed(List<String> lines) {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        Set<String> current = new TreeSet<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            } else if (line.startsWith(" ")) {
                current.add(line.strip());
                continue;
            }
            String[] parts = line.split(" > ", 2);
            current = new TreeSet<>();
            allowed.put(parts[0].strip(), current);
            for (String below : parts.length == 1 ? new String[0] : parts[1].strip().split(" ")) {
                current.add(GROUP + below);
                current.addAll(allowed.get(below));
            }
        }
        return allowed;
    }

    static Set<String> resolved(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(line -> LISTED.matcher(line.replaceAll("\u001B\\[[0-9;]*m", "")))
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> modules(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Set<String> difference(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
