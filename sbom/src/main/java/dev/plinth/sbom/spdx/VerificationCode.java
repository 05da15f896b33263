package dev.plinth.sbom.spdx;

import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.NameUuid;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SPDX 2.3, 7.9: the SHA-1 of the sorted SHA-1s of a package's files. */
final class VerificationCode {
  private VerificationCode() {}

  /** Nothing where there are no files, or one has no SHA-1. */
  static @Nullable String of(List<FileEntry> files) {
    if (files.isEmpty() || files.stream().anyMatch(file -> file.sha1().isEmpty())) {
      return null;
    }
    StringBuilder all = new StringBuilder();
    files.stream().flatMap(file -> file.sha1().stream()).sorted().forEach(all::append);
    byte[] code = NameUuid.sha1().digest(all.toString().getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(code);
  }
}
