package dev.plinth.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.SystemFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFilesTest {
  @TempDir Path folder;

  private static SystemFacts facts(String... pathAndText) {
    TreeMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < pathAndText.length; i += 2) {
      files.put(pathAndText[i], pathAndText[i + 1]);
    }
    return SystemFiles.facts(files, List.of());
  }

  /** The format is what a shell assigns: a shell is the oracle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\"double quotes\"",
        "'single quotes'",
        "\"with \\\"quotes\\\" and \\\\ and \\$HOME and \\` and \\n\"",
        "'with \"double\" in'",
        "a\\ b",
        "\"a\"'b'c",
        "\"\"",
        "",
        "12",
        "\"ü ö\"",
        "a\"b c\"d"
      })
  void valuesAreWhatAShellAssigns(String raw) throws Exception {
    Path file = Files.writeString(folder.resolve("os-release"), "NAME=x\nID=" + raw + "\n");
    Process shell =
        new ProcessBuilder("sh", "-c", ". \"$1\"; printf %s \"$ID\"", "sh", file.toString())
            .start();
    String expected = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(facts("etc/os-release", Files.readString(file)).id()).isEqualTo(expected);
  }

  @Test
  void readsWhatADistributionSays() {
    SystemFacts facts =
        facts(
            "usr/lib/os-release",
            "# comment\nPRETTY_NAME=\"Rocky Linux 9.3\"\nID=\"rocky\"\nID_LIKE=\"rhel centos  fedora\"\n"
                + "VERSION_ID=\"9.3\"\nVERSION_CODENAME=blue\n");
    assertThat(facts)
        .isEqualTo(
            new SystemFacts(
                "rocky",
                List.of("rhel", "centos", "fedora"),
                "9.3",
                "blue",
                "Rocky Linux 9.3",
                "",
                List.of(),
                List.of()));
    assertThat(facts()).isEqualTo(SystemFacts.NONE);
  }

  @Test
  void contradictionsAreDoubts() {
    String debian11 = "ID=debian\nVERSION_ID=\"11\"\nVERSION_CODENAME=bullseye\n";
    assertThat(facts("etc/os-release", debian11, "etc/debian_version", "12.5\n").doubts())
        .singleElement()
        .asString()
        .contains("'12.5'", "'11'");
    assertThat(facts("etc/os-release", debian11, "etc/debian_version", "11.9\n").doubts())
        .isEmpty();
    assertThat(facts("etc/os-release", debian11, "etc/debian_version", "trixie/sid\n").doubts())
        .hasSize(1);
    assertThat(
            facts(
                    "etc/os-release",
                    "ID=debian\nVERSION_CODENAME=trixie\n",
                    "etc/debian_version",
                    "trixie/sid\n")
                .doubts())
        .isEmpty();
    assertThat(
            facts("etc/os-release", "ID=kali\nVERSION_ID=2024.1", "etc/debian_version", "x")
                .doubts())
        .isEmpty();
    assertThat(facts("etc/os-release", "ID=a\nVERSION_ID=1\nVERSION_ID=2\nNAME=x\nNAME=y").doubts())
        .singleElement()
        .asString()
        .contains("VERSION_ID twice");
    assertThat(facts("etc/os-release", "ID=a", "usr/lib/os-release", "ID=b").doubts())
        .singleElement()
        .asString()
        .contains("'a'", "'b'");
  }

  @Test
  void contentSetsComeFromAllManifests() {
    SystemFacts facts =
        facts(
            "root/buildinfo/content_manifests/a.json",
            "{\"metadata\":{},\"content_sets\":[\"rhel-9-baseos\",\"rhel-9-appstream\"]}",
            "root/buildinfo/content_manifests/b.json",
            "{\"content_sets\":[\"rhel-9-baseos\"],\"image_contents\":[]}",
            "root/buildinfo/content_manifests/c.json",
            "{not json");
    assertThat(facts.contentSets()).containsExactly("rhel-9-appstream", "rhel-9-baseos");
    assertThat(facts.doubts()).singleElement().asString().contains("c.json");
    assertThat(Map.of("a", SystemFiles.isOne("root/buildinfo/content_manifests/x/y.json")))
        .containsValue(false);
  }
}
