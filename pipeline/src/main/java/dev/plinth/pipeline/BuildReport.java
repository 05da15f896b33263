package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pkg.ScriptOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a build came to.
 *
 * @param name in the store
 * @param digest of the index
 * @param platforms in the order of the index
 * @param phases seconds by name, in order
 * @param store where the image lies
 * @param lock the lock it was built from
 * @param lockWritten whether the lock was made or changed by this build
 * @param unchanged whether the store had the image already
 * @param remarks what a person should know
 */
public record BuildReport(
    String name,
    Digest digest,
    List<PlatformReport> platforms,
    SequencedMap<String, Double> phases,
    Path store,
    Path lock,
    boolean lockWritten,
    boolean unchanged,
    List<String> remarks) {

  public BuildReport {
    platforms = List.copyOf(platforms);
    phases = new LinkedHashMap<>(phases);
    remarks = List.copyOf(remarks);
  }

  /**
   * One platform of it.
   *
   * @param digest of its manifest
   * @param packages in the image's database, those of the base included
   * @param layers those of the base included
   * @param compressedBytes of all layers
   * @param unpackedBytes of all layers' tars
   * @param scripts what became of every maintainer script
   * @param checks results of the spec's tests
   */
  public record PlatformReport(
      Platform platform,
      Digest digest,
      int packages,
      int layers,
      long compressedBytes,
      long unpackedBytes,
      List<ScriptOutcome> scripts,
      List<CheckResult> checks) {
    public PlatformReport {
      scripts = List.copyOf(scripts);
      checks = List.copyOf(checks);
    }
  }
}
