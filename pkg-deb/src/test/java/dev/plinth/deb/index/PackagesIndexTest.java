package dev.plinth.deb.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.deb.Deb822;
import dev.plinth.pkg.Package;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagesIndexTest {
  private static final String SMALL =
      """
      Package: alpha
      Version: 1.0-1
      Architecture: amd64
      Source: greek (1.0)
      Depends: beta (>= 2) | gamma:any, delta [arm64]
      Provides: letter (= 1), first
      Filename: pool/main/a/alpha_1.0-1_amd64.deb
      Size: 10
      SHA256: %1$s
      Essential: yes

      Package: beta
      Version: 2:3
      Architecture: all
      Provides: letter
      Filename: pool/main/b/beta_3_all.deb
      Size: 11
      SHA256: %1$s
      Protected: yes
      """
          .formatted("a".repeat(64));

  @TempDir Path folder;

  @Test
  void aParagraphBecomesAPackage() {
    PackagesIndex index = index(SMALL);
    assertThat(index.size()).isEqualTo(2);
    Package alpha = index.versions("alpha").getFirst();
    assertThat(alpha.source()).isEqualTo("greek");
    assertThat(alpha.sourceVersion()).isEqualTo("1.0");
    assertThat(alpha.essential()).isTrue();
    assertThat(alpha.relations().getFirst()).hasToString("beta (>= 2) | gamma:any");
    // The second is for arm64 only.
    assertThat(alpha.relations()).hasSize(3);
    assertThat(index.providers("letter"))
        .extracting(Package::name)
        .containsExactly("alpha", "beta");
    assertThat(index.essential()).containsExactly("alpha");
    assertThat(index.isProtected("beta")).isTrue();
    assertThat(index.versions("letter")).isEmpty();
  }

  @Test
  void mentionsComeInAptsOrder() {
    PackagesIndex index = index(SMALL);
    // Depends is read before Provides, whatever the order in the file; a:any is another name.
    assertThat(index.firstMention("alpha")).isLessThan(index.firstMention("beta"));
    assertThat(index.firstMention("beta")).isLessThan(index.firstMention("letter"));
    assertThat(index.firstMention("letter")).isLessThan(index.firstMention("first"));
    assertThat(index.firstMention("gamma")).isNegative();
    assertThat(index.firstMention("lett")).isNegative();
  }

  @Test
  void securityWinsByVersionAndBackportsOnlyWhereNothingElseIs() {
    String newer = SMALL.replace("Version: 1.0-1", "Version: 1.0-1+deb12u1");
    MergedIndex merged =
        new MergedIndex(
            List.of(
                new MergedIndex.Part(index(SMALL), MergedIndex.DEFAULT),
                new MergedIndex.Part(index(newer), MergedIndex.DEFAULT),
                new MergedIndex.Part(
                    index(SMALL.replace("1.0-1", "2.0-1~bpo12")), MergedIndex.UPGRADES_ONLY)));
    assertThat(merged.versions("alpha"))
        .extracting(Package::version)
        .containsExactly("1.0-1+deb12u1", "1.0-1", "2.0-1~bpo12");
    assertThat(merged.versions("beta")).hasSize(1);
    assertThat(merged.names()).containsExactly("alpha", "beta");
  }

  @Test
  void everyPackageOfTheHostsIndexesIsFound() throws IOException, InterruptedException {
    Path dump = folder.resolve("available");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-cache")), "no apt on this host");
    Process apt =
        new ProcessBuilder("apt-cache", "dumpavail")
            .redirectOutput(dump.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(apt.waitFor()).isZero();
    byte[] bytes = Files.readAllBytes(dump);
    assumeTrue(bytes.length > 1_000_000, "apt's lists are empty on this host");
    Map<String, List<String>> expected =
        Deb822.parse(bytes, "dumpavail").stream()
            .collect(
                Collectors.groupingBy(
                    p -> p.text("Package"),
                    TreeMap::new,
                    Collectors.mapping(p -> p.text("Version"), Collectors.toList())));
    PackagesIndex index = new PackagesIndex(bytes, "amd64", "dumpavail");
    assertThat(index.names()).hasSameSizeAs(expected.keySet());
    int read = 0;
    for (Map.Entry<String, List<String>> entry : expected.entrySet()) {
      if (entry.getKey().hashCode() % 10 == 0) {
        assertThat(index.versions(entry.getKey()))
            .extracting(Package::version)
            .containsExactlyElementsOf(entry.getValue());
        read++;
      }
    }
    System.out.println("paragraphs: " + index.size() + ", names read in full: " + read);
  }

  private static PackagesIndex index(String text) {
    return new PackagesIndex(text.getBytes(StandardCharsets.UTF_8), "amd64", "test/main");
  }
}
