package dev.plinth.pkg;

/** Installs packages into a tree as the format's own tool would, without running anything. */
public interface Installer {
  /**
   * Unpacks, configures and writes the package database. The request's base tree is not changed.
   * Scripts that are not understood are all collected into the outcomes as {@link
   * ScriptOutcome.Effect.Unknown}; the caller ends the build then.
   */
  Installation install(InstallRequest request);
}
