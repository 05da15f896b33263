package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.FileListCheck;
import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.lock.Lock;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.Again;
import dev.plinth.pipeline.KeptInput;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds an image again from its inputs and compares digests; says where they part. */
final class RebuildCheck {
  private final Workshop workshop;

  RebuildCheck(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * @param members the manifests of {@code image}
   * @param platforms that are to be built
   */
  String check(
      List<Input> inputs,
      Descriptor image,
      List<ImageVerifier.Member> members,
      Set<Platform> platforms)
      throws IOException {
    if (inputs.isEmpty()) {
      throw SignedEvidence.broken("the provenance names no inputs", "do not use the image");
    }
    KeptInput own = KeptInput.levels(inputs).getFirst();
    Lock lock = own.lock(workshop.store());
    return own.withSpec(
        workshop,
        spec -> {
          try (Again again = new Again(workshop)) {
            List<String> architectures =
                platforms.stream().map(p -> again.architecture(lock, p)).toList();
            Again.Built built = again.build(spec, lock, lock.base(), architectures);
            if (built.index().digest().equals(image.digest())) {
              return "the same digest, " + image.digest();
            }
            List<String> why = new ArrayList<>();
            for (ImageVerifier.Member member : members) {
              parts(member, built, why);
            }
            String reasons =
                why.isEmpty()
                    ? "only the index itself differs (annotations)"
                    : String.join("; ", why);
            throw SignedEvidence.broken(
                "built again it is " + built.index().digest() + ": " + reasons,
                "the inputs were changed, or another version of Plinth made the image");
          }
        });
  }

  private void parts(ImageVerifier.Member member, Again.Built built, List<String> why)
      throws IOException {
    Platform platform = member.platform();
    Descriptor other = built.store().index(built.index()).value().manifest(platform).orElse(null);
    if (other == null || other.digest().equals(member.descriptor().digest())) {
      return;
    }
    ImageManifest before = member.manifest();
    ImageManifest after = built.store().manifest(other).value();
    int shared = Math.min(before.layers().size(), after.layers().size());
    for (int i = 0; i < shared; i++) {
      Descriptor a = before.layers().get(i);
      Descriptor b = after.layers().get(i);
      if (!a.digest().equals(b.digest())) {
        why.add(platform + ", layer " + (i + 1) + ": " + layers(a, b, built.store()));
      }
    }
    if (before.layers().size() != after.layers().size()) {
      why.add(
          platform + ": " + after.layers().size() + " layers instead of " + before.layers().size());
    }
    if (!before.config().digest().equals(after.config().digest()) && why.isEmpty()) {
      why.add(platform + ": the configuration differs");
    }
    if (!before.annotations().equals(after.annotations())) {
      why.add(platform + ": the annotations differ");
    }
  }

  /** Content, mode, order or compressor. */
  private String layers(Descriptor a, Descriptor b, LayoutStore other) throws IOException {
    ListedLayer before = read(workshop.store(), a);
    ListedLayer after = read(other, b);
    List<String> files = FileListCheck.differences(before.files(), after.files());
    if (!files.isEmpty()) {
      return String.join("; ", files).replace("the list says", "the image has");
    }
    return before.diffId().equals(after.diffId())
        ? "the same tar, compressed otherwise: another compressor or level"
        : "the same files in another order, or other tar headers";
  }

  private static ListedLayer read(LayoutStore store, Descriptor layer) throws IOException {
    String what = "layer " + layer.digest();
    return LayerListing.read(store.content().open(layer, what), layer.digest(), "", what);
  }
}
