package dev.plinth.install.deb.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.pkg.Installation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree equals what mmdebstrap makes of the same packages. */
class OracleTest {
  @ParameterizedTest
  @CsvSource({
    "bookworm,minimal",
    "trixie,minimal",
    "bookworm,nginx",
    "trixie,nginx",
    "bookworm,python",
    "trixie,python",
    "bookworm,java",
    "trixie,java",
    "bookworm,tools",
    "trixie,tools",
    "bookworm,services",
    "trixie,services"
  })
  void treeIsMmdebstraps(String suite, String set) throws Exception {
    String only = System.getenv("PLINTH_ORACLE_ONLY");
    org.junit.jupiter.api.Assumptions.assumeTrue(only == null || (suite + "-" + set).matches(only));
    Oracle oracle = Oracle.of(suite, set);
    Installation installation = oracle.install();
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
            + " differences");
    unknown.forEach(System.out::println);
    differences.stream().limit(150).forEach(System.out::println);
    assertThat(unknown).isEmpty();
    assertThat(differences).isEmpty();
  }
}
