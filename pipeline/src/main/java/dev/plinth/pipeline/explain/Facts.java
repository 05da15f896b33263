package dev.plinth.pipeline.explain;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.lock.Lock;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.pipeline.KeptInput;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the evidence of one platform says; nothing of it is verified here. */
final class Facts {
  private final Workshop workshop;
  private final Shelf shelf;
  private final Digest manifest;
  private final Platform platform;

  Facts(Workshop workshop, Digest manifest, Platform platform) {
    this.workshop = workshop;
    this.shelf = new Shelf(workshop.store());
    this.manifest = manifest;
    this.platform = platform;
  }

  Platform platform() {
    return platform;
  }

  FileList files() {
    return FileListJson.read(predicate(EvidenceKind.FILES));
  }

  List<Input> inputs() {
    return Provenance.read(predicate(EvidenceKind.PROVENANCE)).inputs();
  }

  Members spdx() {
    return predicate(EvidenceKind.SPDX);
  }

  /** The lock of the image, then those of its bases. */
  List<Lock> locks() throws IOException {
    List<Lock> locks = new ArrayList<>();
    for (KeptInput level : KeptInput.levels(inputs())) {
      locks.add(level.lock(workshop.store()));
    }
    return locks;
  }

  String architecture(Lock lock) {
    return lock.architectures().keySet().stream()
        .filter(name -> workshop.format().platform(name).equals(platform))
        .findFirst()
        .orElse("");
  }

  private Members predicate(EvidenceKind kind) {
    Optional<Piece> piece =
        shelf.pieces(manifest).stream().filter(p -> p.kind() == kind).findFirst();
    if (piece.isEmpty()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the image has no " + kind.word() + " evidence for " + platform,
          "only images that carry Plinth's evidence can be explained: build it with plinth build");
    }
    byte[] text = shelf.read(piece.get()).predicate();
    return JsonText.readObject(text, "the " + kind.word() + " evidence");
  }
}
