package dev.plinth.cli;

/** Plinth's own version. */
public final class Version {
  /** As the POM has it; a test compares the two. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
