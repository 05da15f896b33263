package dev.plinth.pipeline.verify;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.pipeline.KeptInput;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what an image was made of: that it is all there, and that archives vouch for it. */
final class InputsCheck {
  private final Workshop workshop;
  private final List<Input> inputs;

  InputsCheck(Workshop workshop, List<Input> inputs) {
    this.workshop = workshop;
    this.inputs = inputs;
  }

  /** Hashes all but the packages, which are hashed where the archive is asked. */
  String hashAll() {
    int packages = 0;
    for (Input input : inputs) {
      if (input.path().contains("packages/")) {
        packages++;
      } else {
        workshop.store().verified(input.digest(), "input " + input.path());
      }
    }
    return inputs.size()
        - packages
        + " files by their hashes: lock, spec, indexes, signed Releases";
  }

  /** One link for each lock and one for what its archives say: the image's, its base's, … */
  void locks(Chain chain) throws IOException {
    for (KeptInput level : KeptInput.levels(inputs)) {
      String of = level.depth() == 0 ? "" : " of the base".repeat(level.depth());
      chain.link("lock" + of, () -> lock(level));
      chain.link("archive" + of, () -> archive(level));
    }
  }

  private String lock(KeptInput level) throws IOException {
    Lock lock = level.lock(workshop.store());
    Set<Digest> known = new HashSet<>();
    level.inputs().forEach(input -> known.add(input.digest()));
    int count = 0;
    for (var part : lock.architectures().values()) {
      for (LockedPackage pkg : part.packages()) {
        count++;
        if (!known.contains(pkg.sha256())) {
          throw SignedEvidence.broken(
              "the lock has "
                  + pkg.name()
                  + "="
                  + pkg.version()
                  + ", which is not among the inputs that the provenance names",
              "the lock was changed: do not use the image");
        }
      }
    }
    return count + " packages of " + lock.distribution() + ", all among the inputs";
  }

  private String archive(KeptInput level) throws IOException {
    Lock lock = level.lock(workshop.store());
    List<String> links = level.withSpec(workshop, spec -> workshop.format().prove(spec, lock));
    Set<String> keys = new HashSet<>();
    lock.repositories().forEach(repository -> keys.add(repository.signedBy()));
    return links.size()
        + " links from "
        + keys.size()
        + (keys.size() == 1 ? " archive key" : " archive keys")
        + " to each package";
  }
}
