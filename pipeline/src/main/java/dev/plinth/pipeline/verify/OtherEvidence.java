package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.Digest;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.List;

/** What is said of an image besides where it came from. */
final class OtherEvidence {
  private final SignedEvidence evidence;
  private final Digest image;

  OtherEvidence(SignedEvidence evidence, Digest image) {
    this.evidence = evidence;
    this.image = image;
  }

  private Members predicate(EvidenceKind kind) {
    byte[] text = evidence.statement(image, kind).predicate();
    return JsonText.readObject(text, "the " + kind.word() + " evidence");
  }

  /** An inventory: that it can be read, and how much it lists. */
  String parses(EvidenceKind kind) {
    Members json = predicate(kind);
    String list = kind == EvidenceKind.SPDX ? "packages" : "components";
    int count = json.node().path(list).size();
    if (count == 0) {
      throw SignedEvidence.broken(
          "the " + kind.word() + " inventory lists nothing", "build the image again");
    }
    return count + " " + list;
  }

  /** What reading the layers told when it was built: that it can be read, and is of this image. */
  String inventory() {
    Members found = predicate(EvidenceKind.INVENTORY).object("found").object("inventory");
    if (!found.text("digest").equals(image.toString())) {
      throw SignedEvidence.broken(
          "the inventory is of " + found.text("digest") + ", not of this image",
          "build the image again");
    }
    return found.objects("items").size() + " packages, as reading its layers told";
  }

  String scripts() {
    List<Members> scripts = predicate(EvidenceKind.SCRIPTS).objects("scripts");
    long allowed =
        scripts.stream().filter(script -> script.text("class").equals("allowed")).count();
    return scripts.size()
        + " scripts"
        + (allowed == 0 ? "" : ", " + allowed + " left out by the spec");
  }

  String tests() {
    Members report = predicate(EvidenceKind.TESTS);
    List<String> failed = report.texts("failedTests");
    if (!failed.isEmpty()) {
      throw SignedEvidence.broken(
          "the test '" + failed.getFirst() + "' failed", "mend the image and build it again");
    }
    int passed = report.texts("passedTests").size();
    int warned = report.texts("warnedTests").size();
    return passed + " passed" + (warned == 0 ? "" : ", " + warned + " could not be run");
  }
}
