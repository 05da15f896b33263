package dev.plinth.deb.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The oracle is the index of the whole file. */
class NamedParagraphsTest {
  private static final String DIGEST =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static String paragraph(String name, String version, Random random) {
    return "Package: "
        + name
        + "\nVersion: "
        + version
        + "\nArchitecture: amd64\nDescription: "
        + "x".repeat(random.nextInt(3000))
        + "\n Package: hidden\nFilename: pool/"
        + name
        + ".deb\nSize: 1\nSHA256: "
        + DIGEST
        + "\n";
  }

  private static byte[] found(byte[] text, Set<String> names, int step) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(text) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, step));
          }
        };
    return NamedParagraphs.of(slow, names);
  }

  @Test
  void saysOfTheNamesWhatTheWholeFileSays() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("\n\n");
    for (int i = 0; i < 600; i++) {
      text.append(paragraph("p" + random.nextInt(300), "1." + i, random));
      text.append("\n".repeat(1 + random.nextInt(2)));
    }
    byte[] all = text.toString().strip().getBytes(StandardCharsets.UTF_8);
    Set<String> names = Set.of("p1", "p17", "p299", "p30", "absent", "hidden");
    PackagesIndex whole = new PackagesIndex(all, "amd64", "test");
    for (int step : new int[] {997, 70_000, Integer.MAX_VALUE}) {
      byte[] few = found(all, names, step);
      assertThat(few.length).isBetween(1, all.length / 10);
      PackagesIndex index = new PackagesIndex(few, "amd64", "test");
      assertThat(index.names()).isSubsetOf(names);
      for (String name : names) {
        assertThat(index.versions(name)).isEqualTo(whole.versions(name));
      }
    }
  }

  @Test
  void aParagraphMayBeLargerThanTheBuffer() throws IOException {
    String large = "Package: a\nDescription: " + "x".repeat(1_000_000) + "\nVersion: 1\n";
    byte[] text = (large + "\nPackage: b\nVersion: 2").getBytes(StandardCharsets.UTF_8);
    assertThat(new String(found(text, Set.of("a"), 5000), StandardCharsets.UTF_8))
        .isEqualTo(large + "\n");
    assertThat(new String(found(text, Set.of("b"), 5000), StandardCharsets.UTF_8))
        .isEqualTo("Package: b\nVersion: 2\n");
  }
}
