package dev.plinth.evidence.shelf;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.predicate.FoundInventory;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.predicate.ScriptClasses;
import dev.plinth.evidence.predicate.TestReport;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.oci.InputsManifest;
import dev.plinth.trust.statement.PredicateType;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of evidence that Plinth makes and looks for. */
public enum EvidenceKind {
  SIGNATURE("signature", PredicateType.SIGNATURE),
  PROVENANCE("provenance", Provenance.PREDICATE_TYPE),
  SPDX("spdx", PredicateType.SPDX),
  CYCLONEDX("cyclonedx", PredicateType.CYCLONEDX),
  FILES("files", FileList.PREDICATE_TYPE),
  SCRIPTS("scripts", ScriptClasses.PREDICATE_TYPE),
  INVENTORY("inventory", FoundInventory.PREDICATE_TYPE),
  TESTS("tests", TestReport.PREDICATE_TYPE),
  INPUTS("inputs", InputsManifest.ARTIFACT_TYPE),
  SOURCES("sources", "application/vnd.plinth.sources.v1"),
  TRAIL("trail", Trail.ARTIFACT_TYPE),
  /** OpenVEX, as cosign names it, with versions of the format behind it; and CSAF. */
  VEX("vex", PredicateType.OPENVEX),
  /** What somebody else attached. */
  OTHER("other", "");

  /** Each version of CSAF has a schema of its own behind it. */
  private static final String CSAF = "https://docs.oasis-open.org/csaf/";

  private final String word;
  private final String type;

  EvidenceKind(String word, String type) {
    this.word = word;
    this.type = type;
  }

  /** As people type it. */
  public String word() {
    return word;
  }

  /** The type of the predicate, or of the artifact where it is no statement. */
  public String type() {
    return type;
  }

  /** Whether it is a statement, which is signed as a rule. */
  public boolean isStatement() {
    return switch (this) {
      case INPUTS, SOURCES, TRAIL, OTHER -> false;
      default -> true;
    };
  }

  /** The kind of a predicate or an artifact. */
  public static EvidenceKind ofType(String type) {
    if (type.startsWith(PredicateType.OPENVEX + "/") || type.startsWith(CSAF)) {
      return VEX;
    }
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst().orElse(OTHER);
  }

  public static Optional<EvidenceKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
