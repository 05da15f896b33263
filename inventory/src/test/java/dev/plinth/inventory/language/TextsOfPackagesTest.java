package dev.plinth.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.pkg.installed.InstalledPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Python's and npm's metadata, headers and release files. */
class TextsOfPackagesTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void onlyInstalledNodePackagesCount() {
    NodePackages node = new NodePackages();
    assertThat(
            Stream.of(
                "usr/lib/node_modules/npm/package.json",
                "node_modules/a/package.json",
                "app/node_modules/@scope/a/package.json",
                "opt/yarn-v1.22.22/package.json",
                "root/.cache/node/corepack/v1/pnpm/9.1.0/package.json",
                "app/node_modules/a/node_modules/b/package.json"))
        .allMatch(path -> node.wants(path, 0644, 10));
    assertThat(
            Stream.of(
                "app/package.json",
                "opt/yarn-v1.22.22/lib/package.json",
                "app/node_modules/package.json",
                "app/node_modules/a/lib/package.json",
                "app/node_modules/@scope/package.json",
                "app/not_node_modules/a/package.json",
                "app/node_modules/a/package.json.bak"))
        .noneMatch(path -> node.wants(path, 0644, 10));
  }

  @Test
  void nodePackagesSayWhoTheyAre() throws IOException {
    String json =
        "{\"dependencies\":{\"name\":\"no\"},\"name\":\"@s/a\",\"version\":\"1.0.0\","
            + "\"license\":{\"type\":\"MIT\",\"url\":\"x\"}}";
    Finding finding = Finding.in(new NodePackages(), "node_modules/@s/a/package.json", bytes(json));
    assertThat(finding.packages()).containsExactly("npm @s/a 1.0.0");
    assertThat(finding.found.artifacts().getFirst().pkg().licence()).isEqualTo("MIT");
    Finding cut = Finding.in(new NodePackages(), "x", bytes(json.substring(0, 70)));
    assertThat(cut.gaps.list()).isNotEmpty();
  }

  @Test
  void pythonPackagesAreThoseThatPythonLists() throws Exception {
    String script =
        "import sysconfig,importlib.metadata as m;p=sysconfig.get_paths()['purelib'];print(p);"
            + "[print(d.metadata['Name'],d.version) for d in m.distributions(path=[p])]";
    Process process;
    try {
      process = new ProcessBuilder("python3", "-c", script).start();
    } catch (IOException e) {
      Assumptions.abort("no python3");
      return;
    }
    String[] lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
    Assumptions.assumeTrue(process.waitFor() == 0 && lines.length > 1, "no packages of Python");
    Set<String> expected = new TreeSet<>();
    for (int i = 1; i < lines.length; i++) {
      expected.add("pypi " + lines[i]);
    }
    Set<String> actual = new TreeSet<>();
    PythonPackages python = new PythonPackages();
    try (Stream<Path> files = Files.walk(Path.of(lines[0]), 2)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = file.toString().substring(1);
        if (python.wants(path, 0644, Files.size(file)) && !path.endsWith("/RECORD")) {
          try (InputStream in = Files.newInputStream(file)) {
            Finding finding = new Finding();
            python.read(path, in, finding.found);
            actual.addAll(finding.packages());
          }
        }
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void aRecordClaimsFilesInAndOutsideOfItsFolder() throws IOException {
    String record = "a/b.py,sha256=x,1\n../../../bin/tool,,\n\"a/with,comma.py\",,\n/etc/x,,\n";
    Finding finding =
        Finding.in(
            new PythonPackages(),
            "usr/lib/python3/site-packages/a-1.dist-info/RECORD",
            bytes(record));
    assertThat(finding.found.claims())
        .containsExactly(
            "usr/lib/python3/site-packages/a/b.py",
            "usr/bin/tool",
            "usr/lib/python3/site-packages/a/with,comma.py",
            "etc/x");
  }

  @Test
  void longLicencesAreTextsNotNames() throws IOException {
    String metadata = "Name: a\nVersion: 1\nLicense: MIT License\n  Permission is hereby\n\nbody";
    InstalledPackage pkg =
        Finding.in(new PythonPackages(), "a.dist-info/METADATA", bytes(metadata))
            .found
            .artifacts()
            .getFirst()
            .pkg();
    assertThat(pkg.licence()).isEmpty();
  }

  @Test
  void aNameOfControlCharactersIsNone() throws IOException {
    byte[] metadata = bytes("Name: \u0001\u0002\nVersion: 1\n");
    assertThat(Finding.in(new PythonPackages(), "a.dist-info/METADATA", metadata).packages())
        .isEmpty();
    byte[] other = bytes("Name: a\u0001b\nVersion: 1\n");
    assertThat(Finding.in(new PythonPackages(), "a.dist-info/METADATA", other).packages())
        .containsExactly("pypi a b 1");
  }

  @Test
  void theJdkOfThisTestIsFound() throws IOException {
    Path release = Path.of(System.getProperty("java.home"), "release");
    Finding finding =
        Finding.in(new JavaRuntimes(), "opt/java/release", Files.readAllBytes(release));
    assertThat(finding.packages())
        .containsExactly("generic openjdk " + System.getProperty("java.runtime.version"));
    assertThat(Finding.in(new JavaRuntimes(), "x/release", bytes("VERSION=1\n")).packages())
        .isEmpty();
  }

  /** What jlink of JDK 25 wrote; of other releases it is the first two lines. */
  @Test
  void runtimesThatJlinkMadeAreFound() throws IOException {
    String release = "JAVA_VERSION=\"25.0.3\"\nMODULES=\"java.base java.logging\"\n";
    assertThat(Finding.in(new JavaRuntimes(), "opt/jre/release", bytes(release)).packages())
        .containsExactly("generic openjdk 25.0.3");
    assertThat(new JavaRuntimes().wants("release", 0644, 100)).isTrue();
    assertThat(new JavaRuntimes().wants("etc/os-release", 0644, 100)).isFalse();
    byte[] other = bytes("JAVA_VERSION=\"17\"\n");
    assertThat(Finding.in(new JavaRuntimes(), "app/release", other).packages()).isEmpty();
  }

  @Test
  void licencesAreFoundInTheirOldPlaces() throws IOException {
    String old =
        "{\"name\":\"a\",\"version\":\"1\",\"licenses\":[{\"type\":\"MIT\"},\"BSD\",{\"url\":1}]}";
    assertThat(licence(new NodePackages(), old)).isEqualTo("MIT OR BSD");
    String both = old.replace("\"version\"", "\"license\":\"ISC\",\"version\"");
    assertThat(licence(new NodePackages(), both)).isEqualTo("ISC");
    String classified =
        "Name: a\nVersion: 1\nClassifier: Programming Language :: Python\n"
            + "Classifier: License :: OSI Approved\n"
            + "Classifier: License :: OSI Approved :: MIT License\n\n"
            + "Classifier: License :: OSI Approved :: BSD License\n";
    assertThat(licence(new PythonPackages(), classified)).isEqualTo("MIT License");
    String said = classified.replace("Version: 1", "Version: 1\nLicense: Zlib");
    assertThat(licence(new PythonPackages(), said)).isEqualTo("Zlib");
  }

  private static String licence(LanguageReader reader, String text) throws IOException {
    String path = "node_modules/a.dist-info/METADATA";
    return Finding.in(reader, path, bytes(text)).found.artifacts().getFirst().pkg().licence();
  }

  @Test
  void headersTellVersions() throws IOException {
    String python = "#define PY_MAJOR_VERSION\t3\n#define PY_VERSION      \t\"3.11.7\"\n";
    assertThat(Finding.in(new PythonHeaders(), "x", bytes(python)).packages())
        .containsExactly("generic python 3.11.7");
    String node =
        "#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 11\n"
            + "#define NODE_PATCH_VERSION 1\n";
    assertThat(Finding.in(new NodeHeaders(), "x", bytes(node)).packages())
        .containsExactly("generic node 20.11.1");
  }
}
