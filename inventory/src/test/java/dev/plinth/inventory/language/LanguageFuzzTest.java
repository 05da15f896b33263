package dev.plinth.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.spool.SpoolFolder;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are packages, or none, or a gap. */
class LanguageFuzzTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static Arguments seed(byte[] bytes) {
    return Arguments.of(bytes);
  }

  private static Arguments seed(String text) {
    return seed(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Stream<Arguments> jars() throws IOException {
    byte[] inner =
        JavaArchivesTest.jar(
            false, JavaArchivesTest.pomPath("g", "a"), JavaArchivesTest.pom("g", "a", "1"));
    return Stream.of(
        seed(inner),
        seed(JavaArchivesTest.jar(true, "x.jar", inner)),
        seed(JavaArchivesTest.jar(false, "x.jar", inner, "META-INF/MANIFEST.MF", "A: b\n c\n")));
  }

  @MethodSource("jars")
  @FuzzTest
  void jar(byte[] data) throws IOException {
    try (SpoolFolder spools = SpoolFolder.in(TEMPORARY)) {
      check(Finding.in(new JavaArchives(spools), "a/b.jar", data));
    }
  }

  static Stream<Arguments> programs() {
    ByteBuffer elf = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 2).putLong(32, 64).putLong(40, 256);
    elf.putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putShort(58, (short) 64).putShort(60, (short) 2).putShort(62, (short) 1);
    elf.putInt(64, 1).putLong(64 + 16, 0x1000).putLong(64 + 32, 200);
    elf.putLong(256 + 64 + 24, 400).putLong(256 + 64 + 32, 20);
    elf.put(400, ".dep-v0\0".getBytes(StandardCharsets.US_ASCII));
    elf.put(448, GoBuildInfo.MAGIC).put(462, (byte) 8).put(463, (byte) 2);
    elf.put(480, (byte) 6).put(481, "go1.22".getBytes(StandardCharsets.US_ASCII));
    byte[] old = elf.array().clone();
    old[463] = 0;
    return Stream.of(seed(elf.array()), seed(old));
  }

  @MethodSource("programs")
  @FuzzTest
  void program(byte[] data) throws IOException {
    try (SpoolFolder spools = SpoolFolder.in(TEMPORARY)) {
      check(Finding.in(new Programs(spools), "usr/bin/python3.11", data));
      Finding whole = new Finding();
      new Programs(spools).readWhole("x", new java.io.ByteArrayInputStream(data), whole.found);
      check(whole);
    }
  }

  static Stream<Arguments> sections() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(
          "{\"packages\":[{\"name\":\"a\",\"version\":\"1\"}]}".getBytes(StandardCharsets.UTF_8));
    }
    return Stream.of(seed(packed.toByteArray()));
  }

  @MethodSource("sections")
  @FuzzTest
  void crates(byte[] data) throws IOException {
    Finding finding = new Finding();
    try {
      RustAudit.read("x", new java.io.ByteArrayInputStream(data), finding.found);
    } catch (ZipException | EOFException e) {
      return;
    }
    check(finding);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        seed("Name: a\nVersion: 1\nLicense: x\n y\n\nbody"),
        seed("a/b.py,sha256=x,1\n\"c,d\",,\n../../x,,\n"),
        seed("{\"name\":\"a\",\"version\":\"1\",\"license\":{\"type\":\"MIT\"}}"),
        seed("JAVA_VERSION=\"21\"\nOS_ARCH=\"x\"\n"),
        seed("#define PY_VERSION \"3.1\"\n#define NODE_MAJOR_VERSION 2\n"));
  }

  @MethodSource("texts")
  @FuzzTest
  void text(byte[] data) throws IOException {
    check(Finding.in(new PythonPackages(), "a/x.dist-info/METADATA", data));
    check(Finding.in(new PythonPackages(), "a/x.dist-info/RECORD", data));
    check(Finding.in(new NodePackages(), "node_modules/a/package.json", data));
    check(Finding.in(new JavaRuntimes(), "a/release", data));
    check(Finding.in(new PythonHeaders(), "a", data));
    check(Finding.in(new NodeHeaders(), "a", data));
  }

  private static void check(Finding finding) {
    for (Artifact artifact : finding.found.artifacts()) {
      assertThat(artifact.pkg().name()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
      assertThat(artifact.pkg().version()).doesNotContainPattern("\\p{Cntrl}");
      assertThat(artifact.place()).startsWith(artifact.file());
    }
    for (String claim : finding.found.claims()) {
      assertThat(claim).doesNotStartWith("/").doesNotStartWith("../");
    }
  }
}
