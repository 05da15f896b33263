package dev.plinth.generate;

import dev.plinth.rootfs.Content;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * What ELF files say, each read once: a library has two names or three, and a system's cache of
 * libraries is made more than once while its packages are configured. Contents never change. Not
 * safe for use by several threads at once.
 */
final class KnownLibraries {
  private final IdentityHashMap<Content, Optional<ElfFile>> known = new IdentityHashMap<>();

  Optional<ElfFile> read(Content content) {
    return known.computeIfAbsent(content, ElfFile::read);
  }
}
