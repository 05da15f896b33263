package dev.plinth.deb.file;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens .deb files. */
public final class DebFile {
  private DebFile() {}

  /**
   * Opens a package whose bytes the caller has just verified.
   *
   * <p>What it unpacks to is kept in {@code cache}, so that opening it again decompresses nothing;
   * those bytes are hashed again each time, and damage is a {@code VERIFICATION} error, after which
   * they are made anew.
   *
   * @param expected as the signed index has it: a package that says something else of itself is a
   *     {@code VERIFICATION} error
   * @param cache folder of its own
   */
  public static PackageFile open(Path deb, Package expected, Path cache) throws IOException {
    UnpackedCache unpacked = new UnpackedCache(cache, expected.sha256());
    Optional<PackageFile> kept = unpacked.load(expected);
    PackageFile file = kept.isPresent() ? kept.get() : unpack(deb, expected, unpacked);
    Paragraph control = control(file, expected);
    agree(control, "Package", expected.name(), expected);
    agree(control, "Version", expected.version(), expected);
    agree(control, "Architecture", expected.architecture(), expected);
    return new PackageFile(
        described(control, expected), file.control(), file.members(), file.newest());
  }

  /** What the control file says of the package, and the index of its file. */
  private static Package described(Paragraph control, Package expected) {
    Package own = PackageStanza.installed(control, expected.architecture(), expected.repository());
    return new Package(
        expected.name(),
        expected.version(),
        expected.architecture(),
        expected.source(),
        expected.sourceVersion(),
        expected.repository(),
        expected.path(),
        expected.size(),
        expected.sha256(),
        own.installedSize(),
        own.priority(),
        own.essential(),
        own.multiArch(),
        own.relations());
  }

  private static PackageFile unpack(Path deb, Package expected, UnpackedCache cache)
      throws IOException {
    String what = String.valueOf(Path.of(expected.path()).getFileName());
    Path data = cache.temporary();
    try {
      Unpacked unpacked = DebReader.read(deb, what, data);
      return cache.keep(unpacked, data, expected);
    } finally {
      Files.deleteIfExists(data);
    }
  }

  private static Paragraph control(PackageFile file, Package expected) {
    dev.plinth.rootfs.Content control = file.control().get("control");
    if (control == null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          expected + " has no control file",
          "the package is damaged; do not use it");
    }
    List<Paragraph> paragraphs = Deb822.parse(control.bytes(), "control of " + expected);
    if (paragraphs.size() != 1) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "control of " + expected + " has " + paragraphs.size() + " paragraphs, not one",
          "the package is damaged; do not use it");
    }
    return paragraphs.getFirst();
  }

  private static void agree(Paragraph control, String field, String wanted, Package expected) {
    String is = control.text(field);
    if (!is.equals(wanted)) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          expected.path()
              + " says that its "
              + field
              + " is '"
              + is
              + "', the signed index says '"
              + wanted
              + "'",
          "the index and the package do not belong together; do not use this repository");
    }
  }
}
