package dev.plinth.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples as a user has them, without locks; each is built and unpacked once for all test
 * classes that ask, and all goes when the run of the tests ends.
 */
final class Examples implements AutoCloseable {
  private static final Pattern BASE = Pattern.compile("(?m)^base: *(\\S+)$");

  /** Gives tests the one instance. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Examples.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Examples.class, _ -> new Examples(), Examples.class);
    }
  }

  private final Path home;
  private final PlinthProcess plinth;
  private final Map<String, PlinthProcess.Result> built = new HashMap<>();
  private final Map<String, Path> layouts = new HashMap<>();
  private final Map<String, Bundle> bundles = new HashMap<>();

  private Examples() {
    try {
      home = Files.createTempDirectory("plinth-examples");
      plinth = new PlinthProcess(home).in(home);
      // Building Plinth puts the jar there that one of the examples takes.
      plinth.run("--version").ok();
      Files.createDirectory(home.resolve("layouts"));
      Machine.run("cp", "-r", Repository.root().resolve("examples").toString(), home.toString());
      try (Stream<Path> files = Files.list(folder())) {
        for (Path file : files.filter(f -> f.toString().endsWith(".lock.json")).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every spec of the folder, and the variant that one of them has: {@code SPEC[:VARIANT]}. */
  static List<String> all() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(Repository.root().resolve("examples"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.replace(".yaml", ""))
          .sorted()
          .forEach(names::add);
    }
    names.add(names.indexOf("debian-micro") + 1, "debian-micro:debug");
    return names;
  }

  /** The name that an example's image has in the store. */
  static String image(String example) {
    return example.replace(':', '-');
  }

  Path folder() {
    return home.resolve("examples");
  }

  PlinthProcess plinth() {
    return plinth;
  }

  String spec(String example) {
    String[] parts = example.split(":", 2);
    return "examples/" + parts[0] + ".yaml" + (parts.length == 1 ? "" : ":" + parts[1]);
  }

  /** Builds it for all platforms with its tests, after its base; what {@code -o json} said. */
  JsonNode build(String example) {
    PlinthProcess.Result result = built.get(example);
    if (result == null) {
      assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
      base(example).ifPresent(this::build);
      result = plinth.run("build", spec(example), "-o", "json");
      built.put(example, result);
    }
    return result.ok().json();
  }

  /** The packages of the lock, and of its base's: name to version. */
  Map<String, String> packages(String example, String architecture) {
    try {
      Map<String, String> packages = new TreeMap<>();
      base(example).ifPresent(base -> packages.putAll(packages(base, architecture)));
      String lock = Files.readString(folder().resolve(image(example) + ".lock.json"));
      JsonNode node = JsonMapper.shared().readTree(lock).at("/architectures/" + architecture);
      for (JsonNode one : node.get("packages")) {
        packages.put(one.get("name").asString(), one.get("version").asString());
      }
      return packages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private java.util.Optional<String> base(String example) {
    try {
      String spec = Files.readString(folder().resolve(example.split(":", 2)[0] + ".yaml"));
      Matcher base = BASE.matcher(spec);
      return base.find() ? java.util.Optional.of(base.group(1)) : java.util.Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An OCI layout that holds one platform of the image, under the image's name. */
  Path layout(String example, String architecture) {
    build(example);
    return layouts.computeIfAbsent(
        image(example) + "-" + architecture,
        name -> {
          Path to = home.resolve("layouts").resolve(name);
          String platform = "linux/" + architecture;
          String[] words = {"--format", "oci", "--platform", platform, "--to", to.toString()};
          plinth
              .run(
                  Stream.concat(Stream.of("export", image(example)), Stream.of(words))
                      .toArray(String[]::new))
              .ok();
          return to;
        });
  }

  /** One platform as umoci unpacks it for a runtime. */
  Bundle bundle(String example, String architecture) {
    Path layout = layout(example, architecture);
    return bundles.computeIfAbsent(
        image(example) + "-" + architecture,
        name -> Bundle.unpack(layout + ":" + image(example), home.resolve("bundles", name)));
  }

  @Override
  public void close() throws IOException {
    Trees.delete(home);
  }
}
