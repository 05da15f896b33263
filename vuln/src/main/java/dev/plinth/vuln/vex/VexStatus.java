package dev.plinth.vuln.vex;

/** What a statement says of a product (OpenVEX 0.2.0, "status"). */
public enum VexStatus {
  NOT_AFFECTED("not_affected", "known_not_affected", "not_affected"),
  AFFECTED("affected", "known_affected", "exploitable"),
  FIXED("fixed", "fixed", "resolved"),
  UNDER_INVESTIGATION("under_investigation", "under_investigation", "in_triage");

  private final String openVex;
  private final String csaf;
  private final String cycloneDx;

  VexStatus(String openVex, String csaf, String cycloneDx) {
    this.openVex = openVex;
    this.csaf = csaf;
    this.cycloneDx = cycloneDx;
  }

  String openVex() {
    return openVex;
  }

  String csaf() {
    return csaf;
  }

  String cycloneDx() {
    return cycloneDx;
  }

  /** Whether the finding is not to be shown among those to act on. */
  public boolean hides() {
    return this == NOT_AFFECTED || this == FIXED;
  }
}
