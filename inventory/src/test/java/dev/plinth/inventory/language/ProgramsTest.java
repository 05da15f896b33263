package dev.plinth.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.spool.SpoolFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs tell the same as the tools that know them best. */
class ProgramsTest {
  @TempDir Path folder;
  private SpoolFolder spools;

  @BeforeEach
  void open() throws IOException {
    spools = SpoolFolder.in(Files.createDirectory(folder.resolve("spools")));
  }

  @AfterEach
  void close() throws IOException {
    spools.close();
  }

  private Finding in(Path program) throws IOException {
    Finding finding = new Finding();
    try (InputStream in = Files.newInputStream(program)) {
      new Programs(spools).read(program.getFileName().toString(), in, finding.found);
    }
    return finding;
  }

  private static List<String> run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Assumptions.abort(command[0] + " is not on this machine");
    }
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    Assumptions.assumeTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/local/go/bin/gofmt", "/usr/bin/skopeo", "/usr/bin/umoci"})
  void goModulesAreThoseThatGoLists(String program) throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of(program)), "no " + program);
    List<String> lines = run("go", "version", "-m", program);
    List<String> expected = new ArrayList<>();
    String version = lines.getFirst().substring(lines.getFirst().lastIndexOf(": ") + 2);
    expected.add("golang stdlib " + version.split(" ")[0].substring(2));
    for (String line : lines) {
      String[] words = line.strip().split("\t");
      if (words[0].equals("dep") || words[0].equals("mod")) {
        expected.add("golang " + words[1] + " " + (words.length > 2 ? words[2] : ""));
      } else if (words[0].equals("=>")) {
        expected.removeLast();
        expected.add("golang " + words[1] + " " + words[2]);
      }
    }
    assertThat(in(Path.of(program)).packages())
        .isEqualTo(expected.stream().map(String::strip).distinct().toList());
  }

  @Test
  void pointersOfOldGoAreFollowedInASecondReading() throws IOException {
    byte[] elf = oldGo();
    Finding first = Finding.in(new Programs(spools), "usr/bin/old", elf);
    assertThat(first.packages()).isEmpty();
    assertThat(first.found.again()).containsExactly("usr/bin/old");
    Finding second = new Finding();
    new Programs(spools)
        .readWhole("usr/bin/old", new java.io.ByteArrayInputStream(elf), second.found);
    assertThat(second.packages())
        .containsExactly(
            "golang stdlib 1.16.3",
            "golang example.org/app (devel)",
            "golang example.org/b v1.2.0");
  }

  /** A program of one segment at address 0x400000 that has the header of Go before 1.18. */
  private static byte[] oldGo() {
    String lines = "path\tx\nmod\texample.org/app\t(devel)\t\ndep\texample.org/b\tv1.2.0\th1:x\n";
    byte[] version = "go1.16.3".getBytes(StandardCharsets.US_ASCII);
    byte[] modules =
        ("0123456789abcdef" + lines + "0123456789abcdef").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer elf = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 2).putShort(18, (short) 62).putLong(32, 64);
    elf.putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 1).putLong(64 + 8, 0).putLong(64 + 16, 0x400000);
    elf.putLong(64 + 32, 4096).putLong(64 + 40, 4096);
    elf.put(512, GoBuildInfo.MAGIC).put(526, (byte) 8).put(527, (byte) 0);
    elf.putLong(528, 0x400000 + 600).putLong(536, 0x400000 + 616);
    elf.putLong(600, 0x400000 + 1024).putLong(608, version.length);
    elf.putLong(616, 0x400000 + 2048).putLong(624, modules.length);
    elf.put(1024, version).put(2048, modules);
    return elf.array();
  }

  @Test
  void rustCratesAreReadFromTheirSection() throws Exception {
    String json =
        "{\"packages\":[{\"name\":\"app\",\"version\":\"0.1.0\",\"source\":\"local\",\"root\":true},"
            + "{\"name\":\"cc\",\"version\":\"1.0.1\",\"kind\":\"build\",\"source\":\"crates.io\"},"
            + "{\"name\":\"serde\",\"version\":\"1.0.9\",\"dependencies\":[1]}],\"format\":1}";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    Path section = Files.write(folder.resolve("section"), packed.toByteArray());
    Path program = folder.resolve("program");
    run("objcopy", "--add-section", ".dep-v0=" + section, "/bin/true", program.toString());
    assertThat(in(program).packages()).containsExactly("cargo app 0.1.0", "cargo serde 1.0.9");
    byte[] damaged = packed.toByteArray();
    damaged[damaged.length / 2] ^= 0x7f;
    Files.write(section, damaged);
    run("objcopy", "--add-section", ".dep-v0=" + section, "/bin/true", program.toString());
    assertThat(in(program).gaps.list()).isNotEmpty();
    assertThat(in(Path.of("/bin/true")).packages()).isEmpty();
  }

  /**
   * patchelf puts new segments behind the section headers, as in wheels that auditwheel repaired.
   */
  @Test
  void rustCratesAreReadWhereSegmentsFollowTheSections() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      String json = "{\"packages\":[{\"name\":\"time\",\"version\":\"0.1.40\"}]}";
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    ByteBuffer elf = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) 3);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 1).putLong(64 + 8, 3072).putLong(64 + 32, 1024);
    elf.putLong(40, 2048).putShort(58, (short) 64).putShort(60, (short) 2).putShort(62, (short) 1);
    elf.putLong(2048 + 24, 512).putLong(2048 + 32, packed.size());
    elf.putInt(2048 + 64, 9).putLong(2048 + 64 + 24, 1024).putLong(2048 + 64 + 32, 20);
    elf.put(1024, ".dep-v0\0\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII));
    elf.put(512, packed.toByteArray());
    Finding first = Finding.in(new Programs(spools), "usr/bin/patched", elf.array());
    assertThat(first.found.again()).containsExactly("usr/bin/patched");
    Finding second = new Finding();
    new Programs(spools)
        .readWhole("usr/bin/patched", new java.io.ByteArrayInputStream(elf.array()), second.found);
    assertThat(second.packages()).containsExactly("cargo time 0.1.40");
    elf.put(1024, ".dep-v1".getBytes(StandardCharsets.US_ASCII));
    assertThat(Finding.in(new Programs(spools), "x", elf.array()).found.again()).isEmpty();
  }

  /** As runtime.Version says it: before Go 1.26, since then, and in Red Hat's builds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "go1.22.1",
        "go1.22.1 X:boringcrypto",
        "go1.22.1-X:boringcrypto",
        "go1.22.1 (R 1)"
      })
  void howGoWasBuiltIsNoPartOfItsVersion(String version) {
    Finding finding = new Finding();
    new GoBuildInfo(version, "").addTo("x", finding.found);
    assertThat(finding.packages()).containsExactly("golang stdlib 1.22.1");
  }

  @Test
  void nodeTellsItsVersion() throws Exception {
    Path node = Path.of("/usr/bin/node");
    Assumptions.assumeTrue(Files.isRegularFile(node), "no node");
    String version = run("node", "--version").getFirst().substring(1);
    assertThat(in(node.toRealPath()).packages()).contains("generic node " + version);
  }

  /** Some builds have their version as a text, some only the header beside them. */
  @ParameterizedTest
  @ValueSource(strings = {"python3", "/usr/bin/python3"})
  void pythonTellsItsVersion(String command) throws Exception {
    List<String> lines =
        run(
            command,
            "-c",
            "import sys,sysconfig,platform;print(sys.executable);"
                + "print(sysconfig.get_config_var('INCLUDEPY'));print(platform.python_version())");
    Path real = Path.of(lines.get(0)).toRealPath();
    Path library = real.resolveSibling("../lib/lib" + real.getFileName() + ".so.1.0").normalize();
    List<String> found = new ArrayList<>();
    for (Path place : List.of(real, library)) {
      if (Files.exists(place)) {
        found.addAll(in(place).packages());
      }
    }
    Path header = Path.of(lines.get(1), "patchlevel.h");
    if (Files.exists(header)) {
      String path = header.toString().substring(1);
      assertThat(new PythonHeaders().wants(path, 0644, Files.size(header))).isTrue();
      byte[] text = Files.readAllBytes(header);
      found.addAll(Finding.in(new PythonHeaders(), path, text).packages());
    }
    assertThat(found).isNotEmpty().containsOnly("generic python " + lines.get(2));
  }
}
