package dev.plinth.deb.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.fetch.FolderBlobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBytesTest {
  private static final byte[] PLAIN = "Package: a\n\n".repeat(10_000).getBytes();

  @TempDir Path folder;
  private FolderBlobs blobs;
  private byte[] served;

  @BeforeEach
  void start() throws IOException {
    blobs = new FolderBlobs(folder.resolve("blobs"));
    served = FakeArchive.xz(PLAIN);
    blobs.add(served);
  }

  private IndexFile index(long plainSize, Optional<Digest> plain) {
    return new IndexFile(
        "debian/x/main",
        "main",
        "amd64",
        "main/binary-amd64/Packages.xz",
        served.length,
        Digest.of(served),
        plainSize,
        plain);
  }

  private PlinthException refused(IndexFile index) {
    return catchThrowableOfType(
        PlinthException.class, () -> new IndexBytes(blobs, Optional.empty()).read(index));
  }

  @Test
  void theReleasesWordsAreHeldBeforeAndAfterDecompression() {
    IndexBytes bytes = new IndexBytes(blobs, Optional.empty());
    assertThat(bytes.read(index(PLAIN.length, Optional.of(Digest.of(PLAIN))))).isEqualTo(PLAIN);
    assertThat(bytes.read(index(-1, Optional.empty()))).isEqualTo(PLAIN);
    for (long size : new long[] {PLAIN.length - 1, PLAIN.length + 1, 0}) {
      assertThat(refused(index(size, Optional.of(Digest.of(PLAIN)))).code())
          .as("size " + size)
          .isIn(ErrorCode.VERIFICATION, ErrorCode.BAD_INPUT);
    }
    PlinthException e = refused(index(PLAIN.length, Optional.of(Digest.of("other"))));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e).hasMessageContaining("once decompressed");
    assertThat(refused(index(1L << 40, Optional.of(Digest.of(PLAIN)))).code())
        .isEqualTo(ErrorCode.VERIFICATION);
  }

  @Test
  void theCacheIsUsedAndHashedAgain() throws IOException {
    Path cache = folder.resolve("cache");
    Digest digest = Digest.of(PLAIN);
    IndexFile index = index(PLAIN.length, Optional.of(digest));
    IndexBytes bytes = new IndexBytes(blobs, Optional.of(cache));
    bytes.read(index);
    assertThat(cache.resolve(digest.hex())).hasBinaryContent(PLAIN);
    Files.delete(blobs.place(index.sha256()));
    assertThat(bytes.read(index)).isEqualTo(PLAIN);
    byte[] damaged = PLAIN.clone();
    damaged[77] ^= 1;
    Files.write(cache.resolve(digest.hex()), damaged);
    assertThat(catchThrowableOfType(PlinthException.class, () -> bytes.read(index)))
        .hasMessageContaining("decompressed Packages index")
        .hasMessageContaining("in the cache")
        .extracting(PlinthException::code)
        .isEqualTo(ErrorCode.VERIFICATION);
    assertThat(catchThrowableOfType(PlinthException.class, () -> bytes.read(index)).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    blobs.add(served);
    assertThat(bytes.read(index)).isEqualTo(PLAIN);
    assertThat(cache.resolve(digest.hex())).hasBinaryContent(PLAIN);
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoReasonToStop() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    IndexBytes bytes = new IndexBytes(blobs, Optional.of(file.resolve("below")));
    assertThat(bytes.read(index(PLAIN.length, Optional.of(Digest.of(PLAIN))))).isEqualTo(PLAIN);
  }
}
