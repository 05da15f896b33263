package dev.plinth.trust.statement;

/** The names of predicates that other tools look for. */
public final class PredicateType {
  /** cosign 3: the image as such; the predicate is empty. */
  public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

  public static final String SPDX = "https://spdx.dev/Document";
  public static final String CYCLONEDX = "https://cyclonedx.org/bom";
  public static final String OPENVEX = "https://openvex.dev/ns";

  /** CSAF has no name among in-toto's predicates; its schema's address is what people take. */
  public static final String CSAF =
      "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json";

  public static final String SLSA_PROVENANCE = "https://slsa.dev/provenance/v1";

  private PredicateType() {}
}
