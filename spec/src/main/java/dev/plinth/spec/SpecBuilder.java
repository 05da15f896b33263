package dev.plinth.spec;

import dev.plinth.model.Digest;
import dev.plinth.spec.Spec.CertificateFile;
import dev.plinth.spec.Spec.ExtraRepository;
import dev.plinth.spec.Spec.Flavour;
import dev.plinth.spec.Spec.ImageSettings;
import dev.plinth.spec.Spec.LayerPolicy;
import dev.plinth.spec.Spec.ScriptAllowance;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode;
import dev.plinth.yaml.YamlNode.Mapping;
import dev.plinth.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link Spec} of a merged document that fits its shape; tells what contradicts itself. */
final class SpecBuilder {
  private static final int USUAL_BUDGET = 40;
  private static final Digest NOT_YET = Digest.sha256("0".repeat(64));

  private final Values values;
  private final String variant;
  private final Problems problems;
  private final BesideFiles beside;

  /**
   * @param documents that {@code merged} was made of
   */
  SpecBuilder(Mapping merged, String variant, List<Path> documents, Problems problems) {
    this.values = new Values(merged);
    this.variant = variant;
    this.problems = problems;
    this.beside = new BesideFiles(problems, new ArrayList<>(documents));
  }

  /** The spec, of use only if there are no problems; its digest is not known yet. */
  Spec build() {
    TreeReader tree = new TreeReader(values, problems, beside);
    return new Spec(
        values.text("name", "unnamed"),
        variant,
        values.text("distribution", ""),
        values.texts("components").isEmpty() ? List.of("main") : values.texts("components"),
        values.flag("backports", false),
        values.flag("allow-expired", false),
        repositories(),
        architectures(),
        values.text("flavour", "").equals("minimal") ? Flavour.MINIMAL : Flavour.MICRO,
        Wishes.read(values.scalars("packages"), problems),
        values.flag("recommends", false),
        tree.accounts(),
        tree.paths(),
        tree.files("files", architectures()),
        certificates(),
        settings(),
        layers(),
        base(),
        tree.files("test-files", architectures()),
        new TestReader(values, problems).tests(),
        allowances(),
        beside.read(),
        NOT_YET);
  }

  /** An image on itself would grow with every build, and its lock never fit. */
  private Optional<String> base() {
    String own = values.text("name", "") + (variant.isEmpty() ? "" : "-" + variant);
    values
        .scalar("base")
        .filter(base -> base.text().equals(own))
        .ifPresent(base ->
            problems.add(base.at(), "the base '" + own + "' is this image itself; name another"));
    return values.text("base");
  }

  private List<String> architectures() {
    List<String> given = values.texts("architectures").stream().distinct().toList();
    return given.isEmpty() ? List.of("amd64", "arm64") : given;
  }

  private List<ExtraRepository> repositories() {
    List<ExtraRepository> repositories = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Values one : values.mappings("repositories")) {
      String name = one.text("name", "");
      if (!names.add(name)) {
        problems.add(one.mapping().at(), "the repository '" + name + "' was given before");
      }
      List<String> components = one.texts("components");
      repositories.add(
          new ExtraRepository(
              name,
              one.text("uri", ""),
              one.text("suite", ""),
              components.isEmpty() ? List.of("main") : components,
              keys(one),
              one.flag("allow-expired", false)));
    }
    return repositories;
  }

  private List<String> keys(Values repository) {
    List<String> keys = new ArrayList<>();
    for (Scalar key : repository.scalars("keys")) {
      boolean inline = key.text().strip().startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
      Optional<String> text = inline ? Optional.of(key.text()) : beside.text(key, "the key file");
      if (text.isPresent() && !text.get().contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
        problems.add(
            key.at(),
            "the key file '" + key.text() + "' is not armoured; make it with gpg --armor --export");
      }
      text.ifPresent(keys::add);
    }
    return keys;
  }

  private List<CertificateFile> certificates() {
    List<CertificateFile> certificates = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Scalar file : values.scalars("certificates")) {
      String what = "the certificate file";
      Optional<String> pem = beside.text(file, what);
      if (pem.isEmpty()) {
        continue;
      }
      if (pem.get().contains("PRIVATE KEY-----")) {
        problems.add(
            file.at(),
            what + " '" + file.text() + "' holds a private key, never put it in an image");
      } else if (!pem.get().contains("-----BEGIN CERTIFICATE-----")) {
        problems.add(file.at(), what + " '" + file.text() + "' holds no PEM certificate");
      }
      String name = file.text().substring(file.text().lastIndexOf('/') + 1);
      if (!names.add(stem(name))) {
        problems.add(file.at(), "two certificate files have the name '" + stem(name) + "'");
      }
      certificates.add(new CertificateFile(name, pem.get()));
    }
    return certificates;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private ImageSettings settings() {
    return new ImageSettings(
        values.table("environment"),
        program("entrypoint"),
        program("command"),
        values.text("user", ""),
        values.scalar("user").map(Scalar::at).orElse(values.mapping().at()).location(),
        values.text("workdir", ""),
        ports(),
        values.texts("volumes").stream().distinct().sorted().toList(),
        Signals.check(values.scalar("stop-signal"), problems),
        values.table("labels"),
        values.table("annotations"));
  }

  /** A single text with blanks in it is most likely a shell line, which nothing would split. */
  private List<String> program(String key) {
    Optional<YamlNode> node = values.mapping().get(key);
    List<Scalar> words = values.scalars(key);
    if (words.size() == 1
        && words.getFirst().text().indexOf(' ') >= 0
        && node.isPresent()
        && node.get().at().equals(words.getFirst().at())) {
      String[] parts = words.getFirst().text().strip().split(" +", -1);
      problems.add(
          words.getFirst().at(),
          "'"
              + key
              + "' is one text with blanks; write a list: ["
              + String.join(", ", parts)
              + "]");
    }
    return words.stream().map(Scalar::text).toList();
  }

  private List<String> ports() {
    Set<String> ports = new java.util.TreeSet<>();
    for (Scalar port : values.scalars("ports")) {
      String text = port.text();
      int slash = text.indexOf('/');
      int number = Integer.parseInt(slash < 0 ? text : text.substring(0, slash));
      if (number < 1 || number > 65535) {
        problems.add(port.at(), "the port " + number + " is not between 1 and 65535");
      }
      ports.add(number + (slash < 0 ? "/tcp" : text.substring(slash)));
    }
    return List.copyOf(ports);
  }

  private LayerPolicy layers() {
    Optional<Values> mapping = values.values("layers");
    if (mapping.isPresent()) {
      int budget =
          mapping
              .get()
              .values("by-origin")
              .map(inner -> inner.whole("budget").orElse(USUAL_BUDGET))
              .orElse(USUAL_BUDGET);
      return new LayerPolicy(true, budget);
    }
    return new LayerPolicy(values.text("layers", "single").equals("by-origin"), USUAL_BUDGET);
  }

  private List<ScriptAllowance> allowances() {
    List<ScriptAllowance> allowances = new ArrayList<>();
    for (Values one : values.mappings("allow-scripts")) {
      allowances.add(
          new ScriptAllowance(
              one.text("package", ""),
              one.text("script", ""),
              one.text("line", "").strip(),
              one.text("reason", "").strip()));
    }
    return allowances;
  }
}
