package dev.plinth.generate;

import dev.plinth.model.Digest;
import dev.plinth.model.Remembered;
import dev.plinth.rootfs.Content;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * What ELF files say, each read once: a library has two names or three, and a system's cache of
 * libraries is made more than once while its packages are configured. Contents never change. What
 * is remembered of a digest spares hashing the library, which reading it from a cache would begin
 * with. Not safe for use by several threads at once.
 */
final class KnownLibraries {
  private final IdentityHashMap<Content, Optional<ElfFile>> read = new IdentityHashMap<>();
  private final Remembered known;

  KnownLibraries(Remembered known) {
    this.known = known;
  }

  Optional<ElfFile> read(Content content) {
    return read.computeIfAbsent(
        content, one -> known("library", one, ElfFile::read, ElfRecord::write, ElfRecord::read));
  }

  Optional<CLibrary> readC(Content content) {
    return known("C library", content, CLibrary::read, CLibrary::write, CLibrary::read);
  }

  private <T> T known(
      String kind,
      Content content,
      Function<Content, T> reading,
      Function<T, byte[]> writing,
      Function<byte[], T> written) {
    Optional<Digest> digest = content.knownSha256();
    if (digest.isEmpty()) {
      return reading.apply(content);
    }
    Digest of = Digest.of(kind + " " + digest.get());
    Optional<byte[]> before = known.find(of);
    if (before.isPresent()) {
      return written.apply(before.get());
    }
    T found = reading.apply(content);
    known.put(of, writing.apply(found));
    return found;
  }
}
