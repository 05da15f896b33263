package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.app.vex.VexTrust;
import dev.plinth.inventory.layers.Look;
import dev.plinth.vuln.SeverityOrder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What decides about a scan beside its subject and the feeds.
 *
 * @param vex files of VEX, in the order in which they were given
 * @param suppressions files of suppressions
 * @param trust whose VEX counts
 * @param base the image that the subject is built on, a name in the store or a path; looked for
 *     where empty
 * @param excludeBase whether what the base brought is left out
 * @param checkFix whether the distribution's signed index is asked for the fixes
 * @param order whose rating counts
 * @param hygiene whether secrets, open doors and files of no package are looked for
 * @param languages whether packages of languages are looked for
 * @param proven whether what packages are proved not to have is told, too: only VEX needs it
 */
public record ScanOptions(
    List<Path> vex,
    List<Path> suppressions,
    VexTrust trust,
    Optional<String> base,
    boolean excludeBase,
    boolean checkFix,
    SeverityOrder order,
    boolean hygiene,
    boolean languages,
    boolean proven) {
  public ScanOptions {
    vex = List.copyOf(vex);
    suppressions = List.copyOf(suppressions);
  }

  /** Packages and advisories, and the VEX that is attached to the image; nothing else. */
  public static ScanOptions usual(Settings settings) {
    return new ScanOptions(
        List.of(),
        List.of(),
        VexTrust.of(settings, List.of(), Optional.empty()),
        Optional.empty(),
        false,
        false,
        SeverityOrder.DEFAULT,
        false,
        true,
        false);
  }

  /** What is looked for beside the packages of the distribution. */
  Set<Look> looks() {
    Set<Look> looks = EnumSet.noneOf(Look.class);
    if (hygiene) {
      looks.addAll(EnumSet.complementOf(EnumSet.of(Look.LANGUAGES)));
    }
    if (languages) {
      looks.add(Look.LANGUAGES);
    }
    return looks;
  }
}
