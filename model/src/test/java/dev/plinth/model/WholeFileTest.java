package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are whole or as they were, and readable by whom they are for. */
class WholeFileTest {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void whatFailsLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(() -> WholeFile.write(file, WholeFileTest::half)).hasMessage("full");
    assertThatThrownBy(() -> WholeFile.writeNamed(file, WholeFileTest::half)).hasMessage("full");

    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly(file);
  }

  private static void half(java.io.OutputStream out) throws IOException {
    out.write(TEXT);
    out.flush();
    throw new IOException("full");
  }

  @Test
  void othersMayReadOnlyWhatTheUserNamed() throws IOException {
    Path own = folder.resolve("made/own");
    WholeFile.write(own, TEXT);
    Path named = folder.resolve("named");
    WholeFile.writeNamed(named, out -> out.write(TEXT));
    Path usual = Files.write(folder.resolve("usual"), TEXT);

    assertThat(own).hasBinaryContent(TEXT);
    assertThat(Files.getPosixFilePermissions(own))
        .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(named).hasBinaryContent(TEXT);
    assertThat(Files.getPosixFilePermissions(named))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void linksAreFollowedAndDevicesWrittenTo() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));

    WholeFile.writeNamed(link, out -> out.write(TEXT));
    WholeFile.writeNamed(Path.of("/dev/null"), out -> out.write(TEXT));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(target).hasBinaryContent(TEXT);
    assertThat(files()).containsExactlyInAnyOrder(target, link);
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
