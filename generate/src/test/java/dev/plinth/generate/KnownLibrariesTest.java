package dev.plinth.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Remembered;
import dev.plinth.rootfs.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of a library is what reading it tells. */
class KnownLibrariesTest {
  private static final Path HOST = Path.of("/usr/lib");
  private static final int LARGEST = 4 << 20;

  @Test
  void everyLibraryOfTheHostIsRememberedAsItWasRead() throws IOException {
    List<Path> libraries = new ArrayList<>();
    try (Stream<Path> all = Files.walk(HOST, 2)) {
      all.filter(file -> file.getFileName().toString().contains(".so"))
          .filter(file -> Files.isRegularFile(file) && file.toFile().length() < LARGEST)
          .forEach(libraries::add);
    }
    assumeTrue(libraries.size() > 50, "few libraries here");
    Remembered memory = Remembered.forgetting();
    int found = 0;
    for (Path file : libraries) {
      Content content = Content.of(Files.readAllBytes(file));
      content.sha256();
      Optional<ElfFile> read = ElfFile.read(content);
      assertThat(ElfRecord.read(ElfRecord.write(read))).as(file.toString()).isEqualTo(read);
      assertThat(new KnownLibraries(memory).read(content)).isEqualTo(read);
      assertThat(new KnownLibraries(memory).read(gone(content.sha256(), content.size())))
          .as("without reading it again")
          .isEqualTo(read);
      Optional<CLibrary> c = new KnownLibraries(memory).readC(content);
      assertThat(c).isEqualTo(CLibrary.read(content));
      assertThat(new KnownLibraries(memory).readC(gone(content.sha256(), content.size())))
          .isEqualTo(c);
      found += c.isPresent() ? 1 : 0;
    }
    assertThat(found).as("C libraries").isPositive();
  }

  @Test
  void aFileThatIsNoLibraryIsRememberedAsNone() {
    Content content = Content.ofRaw("x".repeat(100));
    Remembered memory = Remembered.forgetting();
    content.sha256();
    assertThat(new KnownLibraries(memory).read(content)).isEmpty();
    assertThat(new KnownLibraries(memory).read(gone(content.sha256(), 100))).isEmpty();
  }

  /** What is in no cache any more: to read it fails. */
  private static Content gone(Digest digest, long size) {
    return Content.kept(
        Path.of("/nonexistent"),
        0,
        size,
        digest,
        () -> new PlinthException(dev.plinth.model.ErrorCode.VERIFICATION, "gone", ""));
  }
}
