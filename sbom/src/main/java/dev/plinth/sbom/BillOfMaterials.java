package dev.plinth.sbom;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an image contains, apart from any format. The same bill gives the same bytes in every
 * format; a package or an origin that comes twice is a {@code BAD_INPUT} error.
 *
 * @param image its name, perhaps with a tag: {@code debian-micro:debug}
 * @param digest of the manifest that is described
 * @param created the image's own time, never the clock's
 * @param toolVersion of Plinth
 * @param packages sorted by name, architecture and version
 * @param others what no package brought, sorted by origin
 */
public record BillOfMaterials(
    String image,
    Digest digest,
    Platform platform,
    Instant created,
    String toolVersion,
    OperatingSystem system,
    List<Component> packages,
    List<FileGroup> others) {

  public BillOfMaterials {
    packages =
        packages.stream()
            .sorted(
                Comparator.comparing((Component c) -> c.pkg().name())
                    .thenComparing(c -> c.pkg().architecture())
                    .thenComparing(c -> c.pkg().version()))
            .toList();
    others = others.stream().sorted(Comparator.comparing(FileGroup::origin)).toList();
    Set<String> seen = new HashSet<>();
    packages.forEach(c -> requireNew(seen, "package " + c.pkg() + ":" + c.pkg().architecture()));
    others.forEach(group -> requireNew(seen, "origin " + group.origin()));
  }

  private static void requireNew(Set<String> seen, String what) {
    if (!seen.add(what)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "the " + what + " comes twice", "name everything once");
    }
  }
}
