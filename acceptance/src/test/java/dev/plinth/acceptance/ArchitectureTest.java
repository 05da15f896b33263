package dev.plinth.acceptance;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md. They are never loosened to let a change pass. */
class ArchitectureTest {
  private static final int MOST_LINES = 499;

  /** What each module may see of the others, closed under what those see (docs/architecture.md). */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("archive", Set.of("model")),
          Map.entry("yaml", Set.of("model")),
          Map.entry("rootfs", Set.of("model", "archive")),
          Map.entry("pkg", Set.of("model", "rootfs")),
          Map.entry("openpgp", Set.of("model")),
          Map.entry("fetch", Set.of("model")),
          Map.entry("pkg-deb", Set.of("model", "archive", "rootfs", "pkg", "openpgp", "fetch")),
          Map.entry("pkg-apk", Set.of("model", "archive", "rootfs", "pkg")),
          Map.entry("pkg-rpm", Set.of("model", "archive", "rootfs", "pkg")),
          Map.entry("inventory", Set.of("model", "archive", "rootfs", "pkg", "oci")),
          Map.entry(
              "vuln", Set.of("model", "archive", "yaml", "rootfs", "pkg", "oci", "inventory")),
          Map.entry("solve", Set.of("model", "pkg")),
          Map.entry("shell", Set.of("model", "rootfs")),
          Map.entry("generate", Set.of("model", "rootfs")),
          Map.entry(
              "install-deb",
              Set.of("model", "archive", "rootfs", "pkg", "pkg-deb", "shell", "generate")),
          Map.entry("oci", Set.of("model", "archive")),
          Map.entry("sbom", Set.of("model", "yaml", "pkg")),
          Map.entry(
              "evidence",
              Set.of("model", "archive", "yaml", "rootfs", "pkg", "solve", "oci", "trust", "sbom")),
          Map.entry("trust", Set.of("model", "archive", "oci")),
          Map.entry("trust-keyless", Set.of("model", "archive", "oci", "trust")),
          Map.entry("spec", Set.of("model", "yaml")),
          Map.entry("sandbox", Set.of("model", "rootfs")),
          Map.entry(
              "pipeline",
              Set.of(
                  "model",
                  "yaml",
                  "archive",
                  "rootfs",
                  "pkg",
                  "solve",
                  "oci",
                  "spec",
                  "sandbox",
                  "evidence",
                  "trust",
                  "sbom")),
          Map.entry(
              "app",
              Set.of(
                  "model",
                  "yaml",
                  "archive",
                  "rootfs",
                  "pkg",
                  "openpgp",
                  "fetch",
                  "pkg-deb",
                  "pkg-apk",
                  "pkg-rpm",
                  "inventory",
                  "vuln",
                  "solve",
                  "shell",
                  "generate",
                  "install-deb",
                  "oci",
                  "spec",
                  "sandbox",
                  "evidence",
                  "trust",
                  "sbom",
                  "pipeline")),
          Map.entry(
              "cli",
              Set.of(
                  "model",
                  "yaml",
                  "app",
                  "pipeline",
                  "spec",
                  "solve",
                  "oci",
                  "pkg",
                  "inventory",
                  "vuln",
                  "evidence",
                  "trust",
                  "sbom",
                  "command-specs")),
          Map.entry("command-specs", Set.of()),
          Map.entry("acceptance", Set.of("cli")),
          // Has no code: it compiles all there is, and nothing sees it.
          Map.entry("checked", Set.of("cli", "trust-keyless", "command-specs")));

  private static final Path ROOT = Repository.root();
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.plinth");
    assertThat(classes).hasSizeGreaterThan(100);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.plinth.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void noPackageIsADrawerForEverything() {
    List<String> drawers =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(
                name -> name.matches(".*\\.(util|utils|common|helper|helpers|impl|misc)(\\..*)?"))
            .distinct()
            .toList();
    assertThat(drawers).isEmpty();
  }

  @Test
  void modulesSeeOnlyWhatTheyMay() throws IOException {
    Map<String, Set<String>> tooMuch = new TreeMap<>();
    Pattern dependency =
        Pattern.compile(
            "<dependency>\\s*<groupId>dev\\.plinth</groupId>\\s*<artifactId>plinth-([a-z-]+)</artifactId>"
                + "(?!\\s*<scope>test</scope>)");
    List<String> modules = modules();
    assertThat(modules).isNotEmpty().isSubsetOf(ALLOWED.keySet());
    for (String module : modules) {
      Matcher found = dependency.matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
      Set<String> seen = new TreeSet<>();
      while (found.find()) {
        seen.add(found.group(1));
      }
      seen.removeAll(ALLOWED.get(module));
      if (!seen.isEmpty()) {
        tooMuch.put(module, seen);
      }
    }
    assertThat(tooMuch).isEmpty();
  }

  @Test
  void onlyClientsOpenSockets() {
    ArchRuleDefinition.noClasses()
        .that(
            DescribedPredicate.describe(
                "are not clients",
                type ->
                    !type.getPackageName().startsWith("dev.plinth.fetch")
                        && !type.getSimpleName().equals("WebProbe")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.URLConnection")
        .check(classes);
  }

  @Test
  void formatsDoNotKnowImagesNorImagesFormats() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.plinth.oci..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.plinth.deb..", "dev.plinth.pkg..", "dev.plinth.install..")
        .check(classes);
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage("dev.plinth.pipeline..", "dev.plinth.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.plinth.deb..", "dev.plinth.install..")
        .check(classes);
  }

  @Test
  void noFileIsTooLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      long lines;
      try (Stream<String> text = Files.lines(file)) {
        lines = text.count();
      }
      if (lines > MOST_LINES) {
        tooLong.add(ROOT.relativize(file) + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<String> modules() throws IOException {
    List<String> modules = new ArrayList<>();
    Matcher found =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (found.find()) {
      modules.add(found.group(1));
    }
    return modules;
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : modules()) {
      Path src = ROOT.resolve(module).resolve("src");
      if (Files.isDirectory(src)) {
        try (Stream<Path> walk = Files.walk(src)) {
          walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }
}
