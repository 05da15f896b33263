package dev.plinth.install.deb.oracle;

import dev.plinth.install.deb.DebInstaller;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.rootfs.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/**
 * What mmdebstrap makes of a package set, in the folder that {@code PLINTH_ORACLE} names: {@code
 * SUITE-SET.tar}, the packages below {@code debs/SUITE}, and dpkg's log {@code SUITE-SET.dpkg.log}.
 * {@code oracle.sh} beside this class makes them.
 */
public final class Oracle {
  private final Path folder;
  private final String suite;
  private final String set;
  public final SortedMap<String, OracleTree.Entry> expected;

  private Oracle(Path folder, String suite, String set) throws Exception {
    this.folder = folder;
    this.suite = suite;
    this.set = set;
    this.expected = OracleTree.ofTar(folder.resolve(suite + "-" + set + ".tar"));
  }

  public static Oracle of(String suite, String set) throws Exception {
    String named = System.getenv("PLINTH_ORACLE");
    Assumptions.assumeTrue(named != null, "PLINTH_ORACLE names no folder of mmdebstrap's trees");
    Path folder = Path.of(named);
    Assumptions.assumeTrue(
        Files.isRegularFile(folder.resolve(suite + "-" + set + ".tar")),
        "there is no tree of " + suite + "-" + set);
    return new Oracle(folder, suite, set);
  }

  public List<PackageFile> packages() throws Exception {
    return new Debs(folder.resolve("debs").resolve(suite), folder.resolve("unpacked"))
        .ofStatus(expected.get("/var/lib/dpkg/status").content());
  }

  public Installation install() throws Exception {
    return install(packages(), true);
  }

  public static Installation install(List<PackageFile> packages, boolean full) {
    return new DebInstaller()
        .install(
            new InstallRequest(
                new Tree(),
                packages,
                full,
                "amd64",
                new InstallRequest.Ids(new TreeMap<>(), new TreeMap<>()),
                new TreeSet<>()));
  }

  /** The order in which dpkg configured them. */
  public List<String> configured() throws Exception {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(suite + "-" + set + ".dpkg.log"))) {
      String[] words = line.split(" ");
      if (words.length > 3 && words[2].equals("configure")) {
        names.add(words[3].split(":")[0]);
      }
    }
    return names;
  }

  /** Scripts that were not understood. */
  public static List<String> unknown(Installation installation) {
    List<String> unknown = new ArrayList<>();
    for (ScriptOutcome outcome : installation.scripts()) {
      if (outcome.effect() instanceof ScriptOutcome.Effect.Unknown effect) {
        unknown.add(
            outcome.packageName()
                + " "
                + outcome.script()
                + ":"
                + effect.line()
                + ": "
                + effect.text()
                + " ["
                + effect.why()
                + "]");
      }
    }
    return unknown;
  }
}
