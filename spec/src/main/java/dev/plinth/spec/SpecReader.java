package dev.plinth.spec;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Nearest;
import dev.plinth.model.PlinthException;
import dev.plinth.spec.shape.Checker;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.Source;
import dev.plinth.yaml.YamlFile;
import dev.plinth.yaml.YamlNode;
import dev.plinth.yaml.YamlNode.Entry;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads specs. All that is wrong in the files of a spec is told in one {@link PlinthException} of
 * {@link ErrorCode#BAD_INPUT}: a line each, {@code FILE:LINE:COLUMN: WHAT}.
 */
public final class SpecReader {
  private static final int MOST_EXTENDS = 16;
  private static final YamlFile.Bounds BOUNDS = new YamlFile.Bounds(1 << 20, 50_000);
  private static final String HINT = "docs/spec.md describes every key of a spec";
  private static final List<String> REQUIRED = List.of("name", "distribution", "flavour");

  private final Problems problems = new Problems();

  /** Keys that stand somewhere, even with a value that is wrong. */
  private final Set<String> present = new HashSet<>();

  private final List<Path> documents = new ArrayList<>();

  private SpecReader() {}

  /** Reads the spec itself, without a variant. */
  public static Spec read(Path file) {
    return read(file, "");
  }

  /**
   * Reads a spec and one of its variants.
   *
   * @param variant its name; empty for none
   * @throws PlinthException also of {@link ErrorCode#NOT_FOUND}, where there is no such file or
   *     variant
   */
  public static Spec read(Path file, String variant) {
    return new SpecReader().spec(file, variant);
  }

  /** The names of the variants of a spec, in the order written. */
  public static List<String> variants(Path file) {
    SpecReader reader = new SpecReader();
    Mapping merged = reader.merged(file);
    reader.problems.throwIfAny(HINT);
    return variants(merged);
  }

  private static List<String> variants(Mapping merged) {
    return merged.get("variants").orElse(null) instanceof Mapping variants
        ? variants.entries().stream().map(entry -> entry.key().text()).toList()
        : List.of();
  }

  private Spec spec(Path file, String variant) {
    Mapping merged = merged(file);
    Mapping chosen = merged.without("variants");
    if (!variant.isEmpty()) {
      Optional<YamlNode> part =
          merged.get("variants").map(Mapping.class::cast).flatMap(all -> all.get(variant));
      if (part.isEmpty() || !(part.get() instanceof Mapping mapping)) {
        problems.throwIfAny(HINT);
        throw noVariant(file, variant, variants(merged));
      }
      chosen = Merger.merge(chosen, mapping);
    }
    for (String key : REQUIRED) {
      if (chosen.get(key).isEmpty() && !present.contains(key)) {
        problems.add(chosen.at(), "the spec lacks the key '" + key + "'");
      }
    }
    Spec spec = new SpecBuilder(chosen, variant, documents, problems).build();
    // Every variant must be right, whichever is built: look at the others too.
    if (variant.isEmpty()) {
      checkVariants(merged);
    }
    problems.throwIfAny(HINT);
    return CanonicalForm.sign(spec);
  }

  private void checkVariants(Mapping merged) {
    if (merged.get("variants").orElse(null) instanceof Mapping variants) {
      Mapping whole = merged.without("variants");
      for (Entry entry : variants.entries()) {
        if (problems.isEmpty() && entry.value() instanceof Mapping part) {
          new SpecBuilder(Merger.merge(whole, part), entry.key().text(), documents, problems)
              .build();
        }
      }
    }
  }

  /** The document with all that it extends below it. */
  private Mapping merged(Path file) {
    Deque<Mapping> chain = new ArrayDeque<>();
    Set<Path> seen = new HashSet<>();
    Path next = file.toAbsolutePath().normalize();
    String name = file.toString();
    while (true) {
      seen.add(real(next));
      Optional<Mapping> document = document(next, name);
      if (document.isEmpty()) {
        break;
      }
      chain.push(document.get());
      Optional<Scalar> below =
          document.get().get("extends").filter(Scalar.class::isInstance).map(Scalar.class::cast);
      if (below.isEmpty()) {
        break;
      }
      Path target = folder(next).resolve(below.get().text()).normalize();
      if (!Files.isRegularFile(target)) {
        problems.add(
            below.get().at(),
            "the spec '" + below.get().text() + "' does not exist" + near(target));
        break;
      }
      if (seen.contains(real(target))) {
        problems.add(
            below.get().at(), "'extends' leads back to '" + below.get().text() + "', in a circle");
        break;
      }
      if (seen.size() == MOST_EXTENDS) {
        problems.add(below.get().at(), "more than " + MOST_EXTENDS + " specs extend each other");
        break;
      }
      Path shown = Path.of(name).resolveSibling(below.get().text()).normalize();
      name = shown.toString();
      next = target;
    }
    if (chain.isEmpty()) {
      problems.throwIfAny(HINT);
      throw new IllegalStateException("nothing was read, and nothing was wrong");
    }
    Mapping merged = chain.pop();
    while (!chain.isEmpty()) {
      merged = Merger.merge(merged, chain.pop());
    }
    return merged.without("extends");
  }

  private Optional<Mapping> document(Path file, String name) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BOUNDS.bytes() + 1);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "there is no spec '" + name + "'" + near(file),
          "name a spec, for example examples/debian-micro.yaml",
          e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the spec '" + name + "' cannot be read: " + e.getMessage(),
          "name a YAML file",
          e);
    }
    documents.add(file);
    Optional<YamlNode> document =
        YamlFile.read(bytes, BOUNDS, new Source(name, folder(file)), problems);
    if (document.isPresent() && document.get() instanceof Mapping mapping) {
      mapping.entries().forEach(entry -> present.add(entry.key().text()));
    }
    return document.flatMap(node -> new Checker(problems).spec(node));
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  private static String near(Path missing) {
    Path name = missing.getFileName();
    if (name == null) {
      return "";
    }
    try (Stream<Path> list = Files.list(folder(missing))) {
      List<String> names =
          list.limit(1000).map(path -> String.valueOf(path.getFileName())).sorted().toList();
      return Nearest.hint(name.toString(), names);
    } catch (IOException e) {
      return "";
    }
  }

  private static PlinthException noVariant(Path file, String variant, List<String> variants) {
    return new PlinthException(
        ErrorCode.NOT_FOUND,
        "the spec '%s' has no variant '%s'%s"
            .formatted(file, variant, Nearest.hint(variant, variants)),
        variants.isEmpty() ? "it has none" : "it has " + String.join(", ", variants));
  }
}
