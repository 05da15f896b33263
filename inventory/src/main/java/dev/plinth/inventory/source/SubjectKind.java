package dev.plinth.inventory.source;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.DecompressionLimits;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.inventory.bill.BillReader;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a folder or file is that somebody names without saying it. */
public enum SubjectKind {
  /** A folder that is an OCI image layout. */
  IMAGE_LAYOUT,
  /** A file that is an OCI or Docker archive. */
  IMAGE_ARCHIVE,
  /** A folder that is a root file system. */
  ROOTFS_FOLDER,
  /** A file that is a root file system as a tar archive. */
  ROOTFS_TAR,
  /** A file that is a bill of materials. */
  BILL;

  private static final Set<String> IMAGE =
      Set.of("oci-layout", "index.json", "manifest.json", "repositories", "blobs");
  private static final int LONGEST_MANIFEST = 64 << 10;

  private static final Set<String> ROOT =
      Set.of(
          "bin", "boot", "dev", "etc", "home", "lib", "lib64", "opt", "proc", "root", "run", "sbin",
          "srv", "sys", "tmp", "usr", "var");

  /** Docker names configs and folders of layers by their digests. */
  private static final Pattern DIGEST = Pattern.compile("(sha256:)?[0-9a-f]{64}(\\..{1,10})?");

  /**
   * Looks at a folder's children, or at the names in an archive as far as they are needed.
   *
   * @throws PlinthException {@code BAD_INPUT} where a file is no archive, or a folder holds the
   *     parts of an image in another form, whose layers would count as files of no package
   */
  public static SubjectKind of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    String what = path.toString();
    try (InputStream decoded =
            Decompression.open(Files.newInputStream(path), what, DecompressionLimits.DEFAULT);
        InputStream in = new BufferedInputStream(decoded)) {
      in.mark(BillReader.HEAD);
      byte[] head = in.readNBytes(BillReader.HEAD);
      in.reset();
      return BillReader.isText(head) ? BILL : archive(in, what);
    }
  }

  private static SubjectKind folder(Path path) throws IOException {
    if (Files.isRegularFile(path.resolve("index.json"))
        && (Files.exists(path.resolve("oci-layout")) || Files.exists(path.resolve("blobs")))) {
      return IMAGE_LAYOUT;
    }
    Path manifest = path.resolve("manifest.json");
    if (Files.isRegularFile(manifest)) {
      String text;
      try (InputStream in = Files.newInputStream(manifest)) {
        text = new String(in.readNBytes(LONGEST_MANIFEST), StandardCharsets.UTF_8);
      }
      boolean docker = text.contains("\"Config\"") && text.contains("\"Layers\"");
      if (docker || (text.contains("\"schemaVersion\"") && text.contains("\"layers\""))) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            path
                + " holds the parts of an image, but is no OCI layout: it has a manifest.json only",
            docker
                ? "give the archive that it was unpacked from, or pack it again: tar -C "
                    + path
                    + " -cf image.tar ."
                : "make a layout of it: skopeo copy dir:" + path + " oci:LAYOUT");
      }
    }
    return ROOTFS_FOLDER;
  }

  private static SubjectKind archive(InputStream in, String what) throws IOException {
    try (TarReader reader = new TarReader(in, what, TarWalk.LIMITS)) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        String name = RawPath.normalize(next.get().name()).substring(1);
        int slash = name.indexOf('/');
        String top = slash < 0 ? name : name.substring(0, slash);
        if (IMAGE.contains(top) || DIGEST.matcher(top).matches()) {
          return IMAGE_ARCHIVE;
        }
        if (ROOT.contains(top)) {
          return ROOTFS_TAR;
        }
      }
    }
    return ROOTFS_TAR;
  }
}
