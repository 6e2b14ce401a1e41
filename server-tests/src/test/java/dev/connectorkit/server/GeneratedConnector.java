package dev.connectorkit.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A resource class with random types and annotations, written as source text and compiled in memory. */
final class GeneratedConnector {

    /** The types whose texts are not restricted in a way that a document cannot say. */
    private static final List<String> FIELDS = List.of(
            "String",
            "int",
            "Long",
            "short",
            "byte",
            "boolean",
            "Double",
            "java.math.BigDecimal",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.OffsetDateTime",
            "java.util.UUID",
            "Colour",
            "Grade",
            "byte[]",
            "java.util.Optional<Integer>",
            "java.util.OptionalLong",
            "java.util.concurrent.atomic.AtomicInteger",
            "StringBuilder",
            "int[]",
            "java.util.List<Colour>",
            "java.util.Set<Grade>",
            "java.util.List<java.time.LocalDate>",
            "Iterable<String>",
            "java.util.Map<String, Integer>",
            "java.util.List<Integer>",
            "java.util.List<java.time.Instant>",
            "java.util.Map<Colour, java.util.List<String>>");

    private static final List<String> PARAMETERS = List.of(
            "String",
            "int",
            "Long",
            "boolean",
            "double",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.util.UUID",
            "Colour",
            "Grade",
            "java.util.List<Integer>",
            "java.util.Set<Colour>",
            "java.util.List<java.time.LocalDate>",
            "int[]");

    private static final String JACKSON = "com.fasterxml.jackson.annotation.";

    /** Annotations that change the form of a property, by a part of the types that they fit. */
    private static final Map<String, List<String>> FORMS = Map.of(
            "T",
            List.of(
                    "@" + JACKSON + "JsonIgnoreProperties(\"f0\")",
                    "@" + JACKSON + "JsonIgnoreProperties({\"f1\", \"f2\"})",
                    "@" + JACKSON + "JsonIncludeProperties({\"f0\", \"f1\"})"),
            "Instant",
            List.of("@" + JACKSON + "JsonFormat(shape = " + JACKSON + "JsonFormat.Shape.NUMBER_INT)"));

    private static final List<String> FIELD_ANNOTATIONS = List.of(
            "",
            "",
            "@jakarta.validation.constraints.NotNull",
            "@com.fasterxml.jackson.annotation.JsonProperty(required = true)",
            "@dev.connectorkit.annotations.Summary(\"Label\")");

    private final Random random;
    private final StringBuilder source = new StringBuilder();

    /** The types with properties that must be there, which no annotation may take away. */
    private final Set<String> demanding = new HashSet<>();

    private GeneratedConnector(long seed) {
        this.random = new Random(seed);
    }

    /** Returns the resource class of a seed: the same one for the same seed. */
    static Class<?> of(long seed) throws ClassNotFoundException {
        return compile(new GeneratedConnector(seed).write());
    }

    private String write() {
        source.append("package generated;\n@jakarta.ws.rs.Path(\"/g\")\npublic class Generated {\n");
        source.append("  public enum Colour { RED, GREEN; public String toString() { return \"?\"; } }\n");
        source.append("  public enum Grade { A, B; @com.fasterxml.jackson.annotation.JsonValue public int grade()"
                + " { return ordinal() + 1; } }\n");
        List<String> types = new ArrayList<>(FIELDS);
        for (int i = 0; i < 6; i++) {
            record("T" + i, types);
            types.add("T" + i);
            types.add("java.util.List<T" + i + ">");
        }
        for (int i = 0; i < 10; i++) {
            body(i, "T" + random.nextInt(6));
            answer(i, pick(types.stream().filter(type -> !type.equals("String")).toList())); // JAX-RS writes it raw
            query(i);
        }
        return source.append("}\n").toString();
    }

    private void record(String name, List<String> types) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i <= 1 + random.nextInt(6); i++) {
            String type = pick(types);
            String annotation = pick(FIELD_ANNOTATIONS);
            if (!annotation.isEmpty() && !annotation.contains("Summary")) {
                demanding.add(name);
            }
            annotation += form(type);
            boolean primitive = type.equals(type.toLowerCase(Locale.ROOT)) && !type.contains("[");
            fields.add((primitive && annotation.contains("required") ? "" : annotation) + " " + type + " f" + i);
        }
        source.append("  public record " + name + "(" + String.join(", ", fields) + ") {}\n");
    }

    /** Returns an annotation that changes the form of a property of the type; empty for most. */
    private String form(String type) {
        List<String> fitting = FORMS.entrySet().stream()
                .filter(entry -> type.matches("(.*[.<])?" + entry.getKey() + "(\\d*)>?"))
                .flatMap(entry -> entry.getValue().stream())
                .sorted()
                .toList();
        boolean demanded = demanding.stream().anyMatch(name -> type.matches(".*\\b" + name + "\\b.*"));
        return fitting.isEmpty() || demanded || random.nextInt(3) > 0 ? "" : " " + pick(fitting);
    }

    private void body(int i, String type) {
        String required = random.nextBoolean() ? "@jakarta.validation.constraints.NotNull " : "";
        source.append("  @jakarta.ws.rs.POST @jakarta.ws.rs.Path(\"in" + i + "\") public void in" + i
                + "(@jakarta.validation.Valid " + required + type + " body) {}\n");
    }

    private void answer(int i, String type) {
        source.append("  @jakarta.ws.rs.GET @jakarta.ws.rs.Path(\"out" + i
                + "\") @jakarta.ws.rs.Produces(\"application/json\")"
                + " public " + type + " out" + i + "() throws Exception { return (" + boxed(type)
                + ") dev.connectorkit.server.RandomValues.of(Generated.class.getMethod(\"out" + i
                + "\").getGenericReturnType(), " + random.nextInt(1000) + "); }\n");
    }

    private void query(int i) {
        List<String> parameters = new ArrayList<>();
        for (int p = 0; p < 1 + random.nextInt(4); p++) {
            String source = pick(List.of("QueryParam", "HeaderParam"));
            String required = pick(List.of("", "@jakarta.validation.constraints.NotNull "));
            parameters.add(required + "@jakarta.ws.rs." + source + "(\"p" + p + "\") " + pick(PARAMETERS) + " p" + p);
        }
        source.append("  @jakarta.ws.rs.GET @jakarta.ws.rs.Path(\"query" + i + "\") public String query" + i + "("
                + String.join(", ", parameters) + ") { return \"\"; }\n");
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String boxed(String type) {
        return Map.of("int", "Integer", "short", "Short", "byte", "Byte", "boolean", "Boolean")
                .getOrDefault(type, type);
    }

    private static Class<?> compile(String source) throws ClassNotFoundException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, java.io.ByteArrayOutputStream> classes = new HashMap<>();
        StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager files = new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public java.io.OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, key -> new java.io.ByteArrayOutputStream());
                    }
                };
            }
        };
        JavaFileObject text =
                new SimpleJavaFileObject(URI.create("mem:///generated/Generated.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        java.io.StringWriter errors = new java.io.StringWriter();
        boolean compiled = compiler.getTask(
                        errors, files, null, List.of("-proc:none", "-parameters", "-cp", path), null, List.of(text))
                .call();
        if (!compiled) {
            throw new IllegalStateException(errors + source);
        }
        return new ClassLoader(GeneratedConnector.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!classes.containsKey(name)) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = classes.get(name).toByteArray();
                return defineClass(name, code, 0, code.length);
            }
        }.loadClass("generated.Generated");
    }
}
