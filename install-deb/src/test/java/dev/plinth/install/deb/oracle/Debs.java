package dev.plinth.install.deb.oracle;

import dev.plinth.archive.ArEntry;
import dev.plinth.archive.ArReader;
import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.deb.file.DebFile;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.model.Digest;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens .deb files from a folder. */
public final class Debs {
  private final Path folder;
  private final Path cache;

  /**
   * @param cache for what they unpack to
   */
  public Debs(Path folder, Path cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /** The packages that a status file names. */
  public List<PackageFile> ofStatus(byte[] status) throws IOException {
    List<PackageFile> files = new ArrayList<>();
    for (Paragraph paragraph : Deb822.parse(status, "status")) {
      String version = paragraph.text("Version").replace(":", "%3a");
      files.add(
          open(
              folder.resolve(
                  paragraph.text("Package")
                      + "_"
                      + version
                      + "_"
                      + paragraph.text("Architecture")
                      + ".deb")));
    }
    return files;
  }

  public PackageFile open(Path deb) throws IOException {
    Paragraph control = control(deb);
    Package bare = PackageStanza.installed(control, "amd64", "test");
    Digest hash;
    try (InputStream in = Files.newInputStream(deb)) {
      hash = Digest.of(in);
    }
    Package pkg =
        new Package(
            bare.name(),
            bare.version(),
            bare.architecture(),
            bare.source(),
            bare.sourceVersion(),
            "test",
            deb.getFileName().toString(),
            Files.size(deb),
            hash,
            bare.installedSize(),
            bare.priority(),
            bare.essential(),
            bare.multiArch(),
            bare.relations());
    return DebFile.open(deb, pkg, cache);
  }

  private static Paragraph control(Path deb) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(deb));
        ArReader ar = new ArReader(in, deb.toString(), 16)) {
      for (Optional<ArEntry> next = ar.next(); next.isPresent(); next = ar.next()) {
        if (next.get().name().startsWith("control.tar")) {
          TarReader tar =
              new TarReader(Decompression.open(ar.content(), deb.toString()), deb.toString());
          for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
            if (e.get().name().equals("./control") || e.get().name().equals("control")) {
              return Deb822.parse(tar.content().readAllBytes(), "control").getFirst();
            }
          }
        }
      }
    }
    throw new IOException(deb + " has no control file");
  }
}
