package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake in a spec is told with its place and what may have been meant; nothing is made. */
class SpecMistakesTest {
  private static final String LEAST = "name: x\ndistribution: debian/bookworm\nflavour: micro\n";

  /**
   * A mistake.
   *
   * @param yaml what follows three lines that are right, or a whole spec where it begins with a bar
   * @param place line and column of the message
   * @param words that the message holds
   */
  private record Mistake(String yaml, String place, String words) {}

  private static Mistake row(String yaml, String place, String words) {
    return new Mistake(yaml, place, words);
  }

  private static final List<Mistake> MISTAKES =
      List.of(
          row("pakages: [a]", "4:1", "did you mean 'packages'?"),
          row("package: [a]", "4:1", "did you mean 'packages'?"),
          row("arhitectures: [amd64]", "4:1", "did you mean 'architectures'?"),
          row("enviroment: {A: b}", "4:1", "did you mean 'environment'?"),
          row("entry-point: [a]", "4:1", "did you mean 'entrypoint'?"),
          row("stopsignal: SIGINT", "4:1", "did you mean 'stop-signal'?"),
          row("lables: {a: b}", "4:1", "did you mean 'labels'?"),
          row("varaints: {}", "4:1", "did you mean 'variants'?"),
          row("Packages: [a]", "4:1", "did you mean 'packages'?"),
          row("architectures: [amd46]", "4:17", "did you mean 'amd64'?"),
          row("architectures: [x86_64]", "4:17", "amd64 or arm64"),
          row("architectures: []", "4:16", "empty list"),
          row(
              "|name: x\ndistribution: debian/bookwrm\nflavour: micro",
              "2:15",
              "did you mean 'debian/bookworm'?"),
          row("|name: x\ndistribution: ubuntu/noble\nflavour: micro", "2:15", "debian/trixie"),
          row(
              "|name: x\ndistribution: debian/sid\nflavour: mikro",
              "3:10",
              "did you mean 'micro'?"),
          row("|name: x\ndistribution: debian/sid\nflavour: full", "3:10", "comes later"),
          row("|name: X Y\ndistribution: debian/sid\nflavour: micro", "1:7", "'X Y'"),
          row("|name: ../x\ndistribution: debian/sid\nflavour: micro", "1:7", "'../x'"),
          row("|distribution: debian/sid\nflavour: micro", "1:1", "lacks the key 'name'"),
          row("|", "1:1", "empty"),
          row("|- a\n- b", "1:1", "mapping"),
          row("packages: {a: b}", "4:11", "a list"),
          row("packages: [Curl]", "4:12", "'Curl'"),
          row("packages: [curl=]", "4:12", "'curl='"),
          row("packages: ['!aa | bb']", "4:12", "exclude packages one by one"),
          row("packages: [aa, bb, aa]", "4:20", "named before"),
          row("packages:\n  - a\n - b", "6:", "YAML"),
          row("recommends: yes", "4:13", "true or false"),
          row("recommends: 'true'", "4:13", "without quotes"),
          row("backports: 1", "4:12", "true or false"),
          row("ports: [99999]", "4:9", "between 1 and 65535"),
          row("ports: [80/foo]", "4:9", "80/foo"),
          row("volumes: [var/lib]", "4:11", "var/lib"),
          row("workdir: ../x", "4:10", "../x"),
          row("user: a b", "4:7", "'a b'"),
          row("stop-signal: SIGQIUT", "4:14", "did you mean 'SIGQUIT'?"),
          row("environment: {A=B: c}", "4:15", "A=B"),
          row("environment: [A]", "4:14", "a mapping"),
          row("layers: by-orgin", "4:9", "by-origin"),
          row("layers: {by-origin: {budget: 1}}", "4:30", "2 to 120"),
          row("layers: {by-origin: {buget: 9}}", "4:22", "did you mean 'budget'?"),
          row("accounts: {users: [{nam: a}]}", "4:20", "did you mean 'name'?"),
          row("accounts: {users: [{name: a, uid: -1}]}", "4:35", "whole number"),
          row("accounts: {users: [{name: 0a}]}", "4:27", "0a"),
          row("paths: [{directry: /a}]", "4:9", "did you mean 'directory'?"),
          row("paths: [{directory: a}]", "4:21", "'a'"),
          row("paths: [{directory: /a, mode: 99}]", "4:31", "99"),
          row("paths: [{remove: /usr/share/doc/a/copyright}]", "4:18", "copyright files"),
          row("files: [{source: x.yml, destination: /x}]", "4:18", "did you mean 'x.yaml'?"),
          row("files: [{source: ../x, destination: /x}]", "4:18", "beside the spec"),
          row("files: [{source: /etc/passwd, destination: /x}]", "4:18", "relative name"),
          row("files: [{source: x.yaml, destination: x}]", "4:39", "'x'"),
          row("certificates: [x.yaml]", "4:16", "x.yaml"),
          row("certificates: [none.pem]", "4:16", "none.pem"),
          row("extends: x.yaml", "4:10", "in a circle"),
          row("extends: other.yaml", "4:10", "other.yaml"),
          row("variants: {debug: {name: y}}", "4:20", "name"),
          row("variants: {debug: {pakages: [a]}}", "4:20", "did you mean 'packages'?"),
          row(
              "repositories: [{name: v, uri: 'ftp://h/', suite: s, keys: [x.yaml]}]",
              "4:31",
              "ftp://h/"),
          row(
              "repositories: [{name: v, uri: 'https://h/', suite: s}]",
              "4:16",
              "lacks the key 'keys'"),
          row(
              "repositories: [{name: v, uri: 'https://h/', suite: s, keys: []}]",
              "4:61",
              "empty list"),
          row("tests: [{rum: [a]}]", "4:9", "run"),
          row("tests: [{path: /x, typ: link}]", "4:20", "did you mean 'type'?"),
          row("allow-scripts: [{package: a, script: postinst}]", "4:17", "lacks the key 'reason'"),
          row("labels: {a: 1, a: 2}", "4:16", "given before"),
          row("labels: {a: [1", "5:1", "YAML"),
          row("labels: {a: *b}", "4:13", "b"),
          row("labels: {a: !!binary aGk=}", "4:13", "binary"));

  @TempDir Path folder;

  @Test
  void everyMistakeHasItsPlace() throws IOException {
    PlinthProcess plinth = new PlinthProcess(folder.resolve("home"));
    List<String> wrong = new ArrayList<>();
    Path file = folder.resolve("x.yaml");
    for (Mistake mistake : MISTAKES) {
      String yaml = mistake.yaml();
      Files.writeString(
          file, yaml.startsWith("|") ? yaml.substring(1) + "\n" : LEAST + yaml + "\n");
      PlinthProcess.Result result = plinth.run("build", "--locked", file.toString());
      String place = "plinth: " + file + ":" + mistake.place();
      if (result.code() != 3
          || !result.err().contains(place)
          || !result.err().contains(mistake.words())
          || !result.err().contains("  → ")
          || !result.out().isEmpty()) {
        wrong.add(
            "%s\n  wanted %s … %s\n  %d %s"
                .formatted(
                    mistake.yaml(), mistake.place(), mistake.words(), result.code(), result.err()));
      }
    }
    assertThat(MISTAKES).hasSizeGreaterThan(40);
    assertThat(wrong).as("%d of %d", wrong.size(), MISTAKES.size()).isEmpty();
    assertThat(files()).as("nothing is written").containsExactly("x.yaml");
  }

  /** What only the archive knows; the last of these is a derivation. */
  @Test
  void packagesThatAreNotToBeHad() throws IOException {
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    PlinthProcess plinth = new PlinthProcess(folder.resolve("home"));
    Path file = folder.resolve("x.yaml");
    String least = LEAST + "architectures: [amd64]\n";
    Files.writeString(
        file, least + "packages: [libssl3, ca-certificate, curl=99, mail-transport-agent-x]\n");
    PlinthProcess.Result result = plinth.run("lock", file.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err())
        .contains("x.yaml:5:21: ", "ca-certificates")
        .contains("x.yaml:5:37: ", "curl", "99")
        .contains("x.yaml:5:46: ");

    Files.writeString(file, least + "packages: [python3-minimal, '!python3.11-minimal']\n");
    result = plinth.run("lock", file.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err())
        .contains("x.yaml:5:12: ")
        .contains("python3-minimal")
        .contains("python3.11-minimal")
        .doesNotContain("Exception");
    assertThat(folder.resolve("x.lock.json")).doesNotExist();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }
}
