package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.archive.CompressionFormat;
import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.SharedData;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real root file systems, as archive and as folder. */
class RealRootfsTest {
  private static final String BUSYBOX = "images/busybox-musl-amd64-rootfs.tar.gz";
  private static final String ALPINE = "images/alpine-minirootfs-3.20.3-x86_64.tar.gz";

  @TempDir Path folder;

  private static Examination examine(Path rootfs) {
    return new Inventories(FakeDatabases.all(), Settings.everything()).of("it", rootfs);
  }

  @Test
  void alpineIsWhatItsOwnFilesSay() throws IOException {
    Examination alpine = examine(SharedData.find(ALPINE));
    SystemFacts system = alpine.inventory().system();
    assertThat(system.id()).isEqualTo("alpine");
    assertThat(system.versionId()).isEqualTo("3.20.3");
    assertThat(system.doubts()).isEmpty();
    assertThat(alpine.inventory().items()).hasSize(14).allMatch(item -> item.layer() == -1);
    assertThat(alpine.inventory().items())
        .extracting(item -> item.pkg().name() + "=" + item.pkg().version())
        .contains("musl=1.2.5-r0", "busybox=1.36.1-r29");
    assertThat(alpine.inventory().gaps()).isEmpty();
    assertThat(alpine.hygiene()).isEmpty();
    // Made at installation; all else is listed in the database.
    assertThat(alpine.unowned())
        .singleElement()
        .extracting(UnownedFiles::first)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains("etc/apk/world")
        .hasSizeLessThan(20);
  }

  @Test
  void aFolderSaysWhatItsArchiveSays() throws Exception {
    Path tar = SharedData.find(ALPINE);
    Path root = Files.createDirectory(folder.resolve("root"));
    Process unpack =
        new ProcessBuilder("tar", "-xzf", tar.toString(), "-C", root.toString(), "--no-same-owner")
            .inheritIO()
            .start();
    Assumptions.assumeTrue(unpack.waitFor(60, TimeUnit.SECONDS) && unpack.exitValue() == 0);
    Files.createSymbolicLink(root.resolve("out"), Path.of("/etc"));
    Examination asFolder = examine(root);
    Examination asTar = examine(tar);
    assertThat(asFolder.inventory().items()).isEqualTo(asTar.inventory().items());
    assertThat(asFolder.inventory().system()).isEqualTo(asTar.inventory().system());
    assertThat(asFolder.unowned().getFirst().first())
        .containsExactlyInAnyOrderElementsOf(asTar.unowned().getFirst().first());
    assertThat(asFolder.inventory().gaps()).isEmpty();
  }

  @Test
  void everyCompressionIsRead() throws Exception {
    byte[] plain;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SharedData.find(BUSYBOX)))) {
      plain = in.readAllBytes();
    }
    Path tar = Files.write(folder.resolve("a.tar"), plain);
    Examination expected = examine(tar);
    for (String tool : new String[] {"xz -0", "bzip2 -1", "zstd -q"}) {
      String[] words = tool.split(" ");
      Path packed = folder.resolve("packed-" + words[0]);
      Process process;
      try {
        process =
            new ProcessBuilder(words[0], words[1], "-c", tar.toString())
                .redirectOutput(packed.toFile())
                .start();
      } catch (IOException e) {
        continue; // not on this machine
      }
      assertThat(process.waitFor()).isZero();
      byte[] head = new byte[16];
      try (InputStream in = Files.newInputStream(packed)) {
        assertThat(in.readNBytes(head, 0, 16)).isEqualTo(16);
      }
      assertThat(CompressionFormat.of(head)).isNotEqualTo(CompressionFormat.NONE);
      assertThat(examine(packed)).isEqualTo(expected);
    }
  }

  @Test
  void busyboxHasNoDatabaseAndIsNoKnownSystem() throws IOException {
    Examination busybox = examine(SharedData.find("images/busybox-glibc-amd64-rootfs.tar.gz"));
    assertThat(busybox.inventory().system()).isEqualTo(SystemFacts.NONE);
    assertThat(busybox.inventory().items()).isEmpty();
    assertThat(busybox.unowned().getFirst().count()).isGreaterThan(10);
  }

  @Test
  void realImagesAreRead() throws IOException {
    for (String name :
        new String[] {
          "oci/oras-java/alpine-signed",
          "oci/dive/test-oci-zstd-image.tar",
          "oci/dive/test-docker-image.tar",
          "oci/jib/docker-save.tar"
        }) {
      try (ImageSource source = ImageSources.open(SharedData.find(name), Optional.empty())) {
        Image image = source.only();
        Examination it =
            new Inventories(FakeDatabases.all(), Settings.everything()).of(name, image);
        assertThat(it.inventory().gaps()).as(name).isEmpty();
        assertThat(it.inventory().layers()).hasSize(image.manifest().value().layers().size());
        if (name.contains("alpine")) {
          assertThat(it.inventory().system().versionId()).startsWith("3.24");
          assertThat(it.inventory().items()).hasSizeGreaterThan(10);
        }
      }
    }
  }
}
