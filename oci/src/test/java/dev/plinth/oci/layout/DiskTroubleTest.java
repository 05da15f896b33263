package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only, real ones in a mount namespace. */
class DiskTroubleTest {
  private static final String ROOM =
      "make room on that disk, or choose another with --store; nothing was half-written";

  @TempDir Path disk;

  @Test
  void aFullDiskIsOneClearErrorAndNothingHalfWritten() throws Exception {
    List<String> lines = inSmallDisk();
    String store = disk.resolve("store").toString();
    String full = " in the store " + store + ": No space left on device; " + ROOM;
    assertThat(lines)
        .containsExactly(
            "add: MACHINE, cannot write large" + full,
            lines.get(1),
            "writer: MACHINE, cannot write a layer" + full,
            "left behind 0",
            "full",
            "full to the last byte",
            "tag: MACHINE, cannot write index.json" + full,
            "export: MACHINE, cannot write "
                + disk.resolve("x")
                + ": No space left on device;"
                + " make room on that disk, or choose another place; nothing was half-written",
            "export there false",
            "names 1",
            "names 2",
            "findings []",
            "list 2",
            "tag: MACHINE, cannot write index.json in the store "
                + store
                + ": Read-only file system;"
                + " choose another with --store");
    assertThat(lines.get(1)).startsWith("bytes: MACHINE, cannot write the blob sha256:");
  }

  /** Runs {@link DiskTrouble} on a file system of 4 MiB that only it sees. */
  private List<String> inSmallDisk() throws IOException, InterruptedException {
    String java =
        Path.of(System.getProperty("java.home"), "bin/java")
            + " -XX:TieredStopAtLevel=1 -Xmx128m -cp \"$CP\" "
            + DiskTrouble.class.getName();
    String script =
        "mount -t tmpfs -o size=4m none \"$DISK\" || exit 99\n"
            + java
            + " full \"$DISK\" || exit 1\n"
            + "mount -o remount,ro \"$DISK\" || exit 1\n"
            + java
            + " readonly \"$DISK\"\n";
    ProcessBuilder builder = new ProcessBuilder("unshare", "-rm", "sh", "-c", script);
    builder.environment().put("DISK", disk.toString());
    builder.environment().put("CP", System.getProperty("java.class.path"));
    builder.redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Assumptions.abort("unshare is not installed");
      throw e;
    }
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Assumptions.assumeFalse(
        process.exitValue() == 99 || out.startsWith("unshare:"),
        "this system allows no mount namespaces: " + out);
    assertThat(process.exitValue()).as(out).isZero();
    return out.lines().toList();
  }
}
