package dev.plinth.app.scan;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Inventory;
import dev.plinth.model.Digest;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.vuln.vex.PackageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was read of a subject, and where it lies.
 *
 * @param examination what is in it
 * @param origin where that is known from
 * @param name of an image without its tag; empty of what is none
 * @param digests of an image: of its index, where there is one, and of its manifest
 * @param annotations of its manifest and index; nobody vouches for them
 * @param beside the layout that it is in, where evidence may be beside it
 * @param config of an image
 * @param files whether files were looked at, not only a list of packages
 */
record Seen(
    Examination examination,
    InventoryOrigin origin,
    String name,
    List<Digest> digests,
    Map<String, String> annotations,
    Optional<LayoutStore> beside,
    Optional<ImageConfig> config,
    boolean files) {
  Seen {
    digests = List.copyOf(digests);
    annotations = Map.copyOf(new TreeMap<>(annotations));
  }

  /** Of something that is no image. */
  static Seen of(Examination examination) {
    return of(examination, true);
  }

  /** Of a list of packages. */
  static Seen ofList(Inventory inventory) {
    return of(new Examination(inventory, List.of(), List.of(), List.of()), false);
  }

  private static Seen of(Examination examination, boolean files) {
    return new Seen(
        examination,
        InventoryOrigin.READ,
        "",
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        files);
  }

  /** How VEX names the image. */
  List<PackageUrl> urls() {
    List<PackageUrl> urls = new ArrayList<>();
    for (Digest digest : digests) {
      urls.add(new PackageUrl("oci", "", name, digest.toString(), new TreeMap<>()));
    }
    return urls;
  }
}
