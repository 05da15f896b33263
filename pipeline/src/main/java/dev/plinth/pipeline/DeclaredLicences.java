package dev.plinth.pipeline;

import dev.plinth.licence.CopyrightFile;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What packages declare in their copyright files: to read them takes as long as to install the
 * packages, and can be done meanwhile.
 */
final class DeclaredLicences {
  private record Asked(Content file, String owner) {}

  private final Map<Asked, Ahead<LicenceFinding>> begun = new ConcurrentHashMap<>();

  /** Begins with the files that the packages bring themselves. */
  void begin(List<PackageFile> packages) {
    List<Ahead<LicenceFinding>> fresh = new ArrayList<>();
    for (PackageFile file : packages) {
      String owner = file.pkg().name();
      String path = "/usr/share/doc/" + owner + "/copyright";
      for (PackageFile.Member member : file.members()) {
        if (member.path().equals(path) && member.node() instanceof Node.RegularFile regular) {
          begun.computeIfAbsent(
              new Asked(regular.content(), owner),
              asked -> {
                Ahead<LicenceFinding> reading = new Ahead<>(() -> read(asked));
                fresh.add(reading);
                return reading;
              });
        }
      }
    }
    Ahead.begin(fresh);
  }

  /** The licences that {@code owner} declares in {@code file}. */
  LicenceFinding of(Content file, String owner) {
    Asked asked = new Asked(file, owner);
    Ahead<LicenceFinding> before = begun.get(asked);
    return before == null ? read(asked) : before.get();
  }

  private static LicenceFinding read(Asked asked) {
    return CopyrightFile.parse(asked.file().bytes(), asked.owner()).finding();
  }
}
