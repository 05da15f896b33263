package dev.plinth.vuln;

/** What one vulnerability means for one installed package. */
public sealed interface Verdict {
  /**
   * The package has it.
   *
   * @param status what the distribution intends
   * @param fixedVersion the lowest version that is said to be without it, in the notation of the
   *     package that was matched (a source package's for deb); empty where there is none
   * @param subscription whether that version comes only with a subscription (Ubuntu Pro, LTSS)
   */
  record Affected(Status status, String fixedVersion, boolean subscription) implements Verdict {}

  /**
   * The package never had it.
   *
   * @param reason as the distribution words it; may be empty
   */
  record NotAffected(String reason) implements Verdict {}

  /**
   * The package had it, and the installed version is past the fix.
   *
   * @param version that brought the fix
   */
  record Fixed(String version) implements Verdict {}

  /**
   * Cannot be told; never to be shown as safe.
   *
   * @param reason one sentence
   */
  record Unknown(String reason) implements Verdict {}
}
