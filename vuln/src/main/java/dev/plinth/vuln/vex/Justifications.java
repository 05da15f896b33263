package dev.plinth.vuln.vex;

/** The same reasons in the words of OpenVEX (which are CSAF's flags too) and of CycloneDX. */
public final class Justifications {
  private Justifications() {}

  static String fromCycloneDx(String word) {
    return switch (word) {
      case "code_not_present" -> "vulnerable_code_not_present";
      case "code_not_reachable" -> "vulnerable_code_not_in_execute_path";
      case "requires_configuration", "requires_dependency", "requires_environment" ->
          "vulnerable_code_cannot_be_controlled_by_adversary";
      case "protected_by_compiler",
          "protected_at_runtime",
          "protected_at_perimeter",
          "protected_by_mitigating_control" ->
          "inline_mitigations_already_exist";
      default -> "";
    };
  }

  /** CycloneDX's word; empty where it has none. */
  public static String toCycloneDx(String word) {
    return switch (word) {
      case "component_not_present", "vulnerable_code_not_present" -> "code_not_present";
      case "vulnerable_code_not_in_execute_path" -> "code_not_reachable";
      case "vulnerable_code_cannot_be_controlled_by_adversary" -> "requires_environment";
      case "inline_mitigations_already_exist" -> "protected_by_mitigating_control";
      default -> "";
    };
  }
}
