import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradle.api.Project;
import org.gradle.testfixtures.ProjectBuilder;

/**
 * Evaluates a build script with Gradle's own classes, and writes the class paths that they resolve; there is no distribution of
 * Gradle in Maven Central, but these classes are.
 *
 * <p>Arguments: the project's folder, Gradle's home, the repository with ConnectorKit's artifacts. Writes {@code compile.txt} and
 * {@code runtime.txt} into the folder, each line an artifact's coordinates, a tab and its file.
 */
public class Gradle {

    private static final Pattern PLUGINS = Pattern.compile("plugins \\{(.*?)}", Pattern.DOTALL);
    private static final Pattern PLUGIN = Pattern.compile("id '([^']+)'");

    public static void main(String[] arguments) {
        int status = 1;
        try {
            Path folder = Path.of(arguments[0]);
            Project project = ProjectBuilder.builder()
                    .withProjectDir(folder.toFile())
                    .withGradleUserHomeDir(new File(arguments[1]))
                    .build();
            project.getRepositories().maven(repository -> repository.setUrl(new File(arguments[2]).toURI()));

            // A script that is applied may not have the block of plugins, a project's own may.
            String script = Files.readString(folder.resolve("build.gradle"));
            Matcher plugins = PLUGINS.matcher(script);
            if (plugins.find()) {
                PLUGIN.matcher(plugins.group(1)).results().forEach(id -> project.getPluginManager()
                        .apply(id.group(1)));
            }
            Files.writeString(folder.resolve("applied.gradle"), PLUGINS.matcher(script).replaceFirst(""));
            project.apply(Map.of("from", "applied.gradle"));

            write(project, "compileClasspath", folder.resolve("compile.txt"));
            write(project, "runtimeClasspath", folder.resolve("runtime.txt"));
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        System.exit(status); // Gradle leaves threads behind
    }

    private static void write(Project project, String configuration, Path file) throws Exception {
        Set<String> lines = new LinkedHashSet<>();
        project.getConfigurations()
                .getByName(configuration)
                .getResolvedConfiguration()
                .getResolvedArtifacts()
                .forEach(artifact -> lines.add(artifact.getModuleVersion().getId() + "\t" + artifact.getFile()));
        Files.write(file, lines);
    }
}
