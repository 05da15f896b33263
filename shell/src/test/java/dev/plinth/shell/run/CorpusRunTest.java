package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Platform;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Limits;
import dev.plinth.shell.ScriptCorpus;
import dev.plinth.shell.utilities.Utilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Runs every real maintainer script in every way that dpkg would call it, the distribution's
 * commands standing still: what the shell and its utilities do not understand shows.
 */
class CorpusRunTest {
  private static final Map<String, List<List<String>>> CALLS =
      Map.of(
          "preinst", List.of(List.of("install"), List.of("upgrade", "1.0", "2.0")),
          "postinst",
              List.of(
                  List.of("configure"), List.of("configure", "1.0"), List.of("triggered", "/x")),
          "prerm", List.of(List.of("remove"), List.of("upgrade", "2.0")),
          "postrm", List.of(List.of("remove"), List.of("purge")),
          "config", List.of(List.of("configure")));

  @Test
  void theShellAndItsUtilitiesUnderstandRealScripts() throws Exception {
    CommandTable still =
        name ->
            Utilities.find(Programs.baseOf(name)).isPresent()
                    || Programs.isShell(Programs.baseOf(name))
                ? Optional.empty()
                : Optional.of(_ -> 0);
    Map<String, Integer> unknown = new TreeMap<>();
    List<String> where = new ArrayList<>();
    int runs = 0;
    long start = System.nanoTime();
    for (Path script : ScriptCorpus.scripts()) {
      String kind = script.getFileName().toString();
      String name = script.getParent().getFileName().toString();
      String text = ScriptCorpus.text(script);
      for (List<String> arguments : CALLS.get(kind)) {
        Tree tree = new Tree();
        Origin origin = new Origin.Generated("test");
        for (String directory :
            List.of("/etc", "/tmp", "/usr/bin", "/usr/share", "/var/lib/dpkg")) {
          tree.mkdirs(directory, origin);
        }
        World world =
            new World(
                tree, still, _ -> false, new Platform("linux", "amd64"), origin, Limits.generous());
        ScriptResult result =
            ScriptRunner.run(
                new Script(
                    text,
                    "/var/lib/dpkg/info/" + name.replaceAll("_.*", "") + "." + kind,
                    arguments,
                    Map.of(
                        "DPKG_MAINTSCRIPT_PACKAGE",
                        name.replaceAll("_.*", ""),
                        "DPKG_MAINTSCRIPT_NAME",
                        kind,
                        "DEBIAN_FRONTEND",
                        "noninteractive")),
                world);
        runs++;
        if (result instanceof ScriptResult.Unknown found) {
          unknown.merge(found.why(), 1, Integer::sum);
          where.add(
              script
                  + " "
                  + arguments
                  + ":"
                  + found.line()
                  + ": "
                  + found.why()
                  + ": "
                  + found.text());
        }
      }
    }
    System.out.println(runs + " runs in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    unknown.forEach((why, count) -> System.out.println(count + " " + why));
    where.stream().limit(400).forEach(System.out::println);
    assertThat(unknown).isEmpty();
  }
}
