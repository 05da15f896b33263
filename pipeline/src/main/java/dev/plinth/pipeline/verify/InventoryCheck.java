package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the layers again, so that an inventory that lies is caught: scans believe it. */
final class InventoryCheck {
  private final Workshop workshop;
  private final SignedEvidence evidence;

  InventoryCheck(Workshop workshop, SignedEvidence evidence) {
    this.workshop = workshop;
    this.evidence = evidence;
  }

  /** Whether what is signed of each is what its layers tell; nothing kept of before is believed. */
  String check(List<Descriptor> manifests) throws IOException {
    Path folder = Files.createDirectories(workshop.cache().resolve("scratch"));
    Path scratch = Files.createTempDirectory(folder, "inventory-");
    try {
      int others = 0;
      for (Descriptor manifest : manifests) {
        others += same(manifest, scratch) ? 0 : 1;
      }
      return others == 0
          ? "the layers tell what is signed"
          : others + " made by a Plinth with other readers: scans read the layers themselves";
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** False where other readers made it, which find other things. */
  private boolean same(Descriptor manifest, Path scratch) {
    String what = "the inventory of " + manifest.digest();
    Members said =
        JsonText.readObject(
            evidence.statement(manifest.digest(), EvidenceKind.INVENTORY).predicate(), what);
    Members read =
        JsonText.readObject(
            workshop.format().withCache(scratch).inventory(workshop.store(), manifest), what);
    if (said.size("reader") != read.size("reader")) {
      return false;
    }
    if (!said.node().equals(read.node())) {
      throw SignedEvidence.broken(
          what + " is not what its layers tell", "it lies: do not use the image");
    }
    return true;
  }
}
