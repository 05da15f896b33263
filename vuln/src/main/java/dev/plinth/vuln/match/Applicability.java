package dev.plinth.vuln.match;

/** Whether what an advisory says is about an installed package at all. */
sealed interface Applicability {
  Applicability YES = new Yes();
  Applicability NO = new No();

  /** It is. */
  record Yes() implements Applicability {}

  /** It is about another stream, product or architecture. */
  record No() implements Applicability {}

  /**
   * Nothing proves either.
   *
   * @param reason one sentence
   */
  record Unproven(String reason) implements Applicability {}
}
