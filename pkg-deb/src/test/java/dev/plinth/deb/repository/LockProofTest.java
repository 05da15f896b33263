package dev.plinth.deb.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.deb.repository.LockedSuite.LockedIndex;
import dev.plinth.fetch.FolderBlobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.openpgp.TestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockProofTest {
  private static final String INDEX = "Package: a\nVersion: 1\n\n";

  @TempDir Path folder;
  private final TestSigner signer = new TestSigner(1_600_000_000L, 1000);
  private final FakeArchive archive = new FakeArchive(signer, "bookworm");
  private FolderBlobs blobs;
  private LockedSuite locked;

  @BeforeEach
  void lock() throws IOException {
    blobs = new FolderBlobs(folder.resolve("blobs"));
    archive.packages("main", "amd64", INDEX);
    byte[] compressed = archive.files.get("main/binary-amd64/Packages.xz");
    Digest release = blobs.add(archive.inRelease());
    Digest index = blobs.add(compressed);
    locked = locked(signer, release, "main/binary-amd64/Packages.xz", compressed.length, index);
  }

  private static Suite suite(String suite, TestSigner key) {
    String text = new String(key.publicKey(), StandardCharsets.US_ASCII);
    return new Suite(
        "debian/" + suite,
        suite,
        "debian",
        List.of("main"),
        false,
        Optional.empty(),
        PinnedKeys.of("test", List.of(text)));
  }

  private LockedSuite locked(TestSigner key, Digest release, String path, long size, Digest index) {
    return new LockedSuite(
        suite("bookworm", key),
        "main",
        release,
        Optional.empty(),
        signer.fingerprint(),
        List.of(new LockedIndex("amd64", path, size, index)));
  }

  private PlinthException refused(LockedSuite suite) {
    PlinthException e =
        catchThrowableOfType(PlinthException.class, () -> new LockProof(blobs).prove(suite));
    assertThat(e).isNotNull();
    return e;
  }

  @Test
  void theChainHoldsFromBlobsAloneLongAfterEverythingExpired() {
    List<IndexFile> proven = new LockProof(blobs).prove(locked);
    assertThat(proven).hasSize(1);
    assertThat(new IndexBytes(blobs, Optional.empty()).read(proven.getFirst()))
        .isEqualTo(INDEX.getBytes());
  }

  @Test
  void everyChangedLinkIsNamed() throws IOException {
    Path release = blobs.place(locked.release());
    byte[] good = Files.readAllBytes(release);
    byte[] bad = good.clone();
    bad[80] ^= 1;
    Files.write(release, bad);
    assertThat(refused(locked).code()).isEqualTo(ErrorCode.VERIFICATION);
    Files.write(release, good);

    // A Release that was changed together with the digest in the lock.
    LockedIndex index = locked.packages().getFirst();
    LockedSuite swapped =
        locked(signer, blobs.add(bad), index.path(), index.size(), index.sha256());
    assertThat(refused(swapped)).hasMessageContaining("is not genuine");

    // An index that was changed together with the digest in the lock.
    byte[] evil = FakeArchive.xz("Package: evil\n\n".getBytes());
    LockedSuite other =
        locked(signer, locked.release(), index.path(), evil.length, blobs.add(evil));
    assertThat(refused(other)).hasMessageContaining("another sha256 of main/binary-amd64");

    Path file = blobs.place(index.sha256());
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThat(refused(locked)).hasMessageContaining("Packages index of debian/bookworm/main");
    Files.delete(file);
    assertThat(refused(locked).code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void anotherKeyAnotherSuiteAndAnotherPathAreRefused() throws IOException {
    LockedIndex index = locked.packages().getFirst();
    TestSigner stranger = new TestSigner(1_600_000_000L, 0);
    assertThat(refused(locked(stranger, locked.release(), index.path(), 1, index.sha256())))
        .hasMessageContaining("is foreign");
    LockedSuite otherSuite =
        new LockedSuite(
            suite("trixie", signer),
            "main",
            locked.release(),
            Optional.empty(),
            signer.fingerprint(),
            locked.packages());
    assertThat(refused(otherSuite)).hasMessageContaining("another suite, bookworm");
    LockedSuite otherSigner =
        new LockedSuite(
            locked.suite(),
            "main",
            locked.release(),
            Optional.empty(),
            stranger.fingerprint(),
            locked.packages());
    assertThat(refused(otherSigner)).hasMessageContaining("as the lock says");
    assertThat(
            refused(
                locked(
                    signer,
                    locked.release(),
                    "main/binary-arm64/Packages.xz",
                    index.size(),
                    index.sha256())))
        .hasMessageContaining("does not list");
  }
}
