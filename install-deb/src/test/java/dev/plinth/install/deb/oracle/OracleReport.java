package dev.plinth.install.deb.oracle;

import dev.plinth.pkg.Installation;
import java.util.List;

/** Prints all differences of one package set. */
public final class OracleReport {
  private OracleReport() {}

  public static void run(String suite, String set, int most) throws Exception {
    Oracle oracle = Oracle.of(suite, set);
    var packages = oracle.packages();
    long t0 = System.nanoTime();
    Installation installation = Oracle.install(packages, true);
    long t1 = System.nanoTime();
    List<String> unknown = Oracle.unknown(installation);
    List<String> differences =
        TreeDifference.between(oracle.expected, OracleTree.of(installation.tree()));
    System.out.println(
        "== "
            + suite
            + "-"
            + set
            + ": "
            + unknown.size()
            + " unknown, "
            + differences.size()
            + " differences, "
            + (t1 - t0) / 1000000
            + " ms");
    unknown.forEach(System.out::println);
    differences.stream().limit(most).forEach(System.out::println);
    boolean sameOrder = oracle.configured().equals(installation.configured());
    System.out.println("configure order " + (sameOrder ? "same" : "differs"));
  }
}
