package dev.plinth.vuln.cvss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.vuln.Severity;
import dev.plinth.vuln.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvssTest {
  private static final int VECTORS = 30_000;

  /**
   * Every vector that CNAs and CISA published, against the score they published with it. With
   * temporal metrics some publish the temporal score, which is not above the base score.
   */
  @Test
  void theScoresOfRealVectorsAreWhatWasPublished() throws IOException {
    Map<String, Integer> right = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (List<String> row : SharedData.table("advisories/vulnrichment-ssvc-cvss.tsv.xz")) {
      String vector = row.get(5);
      if (vector.isEmpty() || row.get(3).isEmpty()) {
        continue;
      }
      double published = Double.parseDouble(row.get(3));
      if (Math.abs(Cvss.score(vector) - published) < 0.01) {
        right.merge(row.get(2), 1, Integer::sum);
      } else if (vector.startsWith("CVSS:3")
          && vector.contains("/RC:")
          && published < Cvss.score(vector)) {
        right.merge(row.get(2) + " temporal", 1, Integer::sum);
      } else {
        wrong.add(row.get(0) + " " + row.get(3) + " " + Cvss.score(vector) + " " + vector);
      }
    }
    System.out.println("vectors with the published score: " + right + ", others: " + wrong.size());
    wrong.stream().limit(10).forEach(System.out::println);
    assertThat(right.values().stream().mapToInt(i -> i).sum()).isGreaterThan(VECTORS);
    // CNAs that round the scope's change otherwise (10 for 9.9), and slips of the pen.
    assertThat(wrong.size()).isLessThan(150);
  }

  /** FIRST's own examples, and NVD's of version 2. */
  @ParameterizedTest
  @CsvSource({
    "AV:N/AC:L/Au:N/C:N/I:N/A:C,7.8,HIGH",
    "AV:N/AC:L/Au:N/C:C/I:C/A:C,10.0,HIGH",
    "(AV:L/AC:H/Au:N/C:C/I:C/A:C),6.2,MEDIUM",
    "AV:N/AC:M/Au:N/C:N/I:P/A:N,4.3,MEDIUM",
    "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N,6.4,MEDIUM",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H,9.8,CRITICAL",
    "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N,0.0,NONE",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H,10.0,CRITICAL",
    "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N,7.3,HIGH",
    "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P,6.4,MEDIUM"
  })
  void known(String vector, double score, String severity) {
    assertThat(Cvss.score(vector)).isEqualTo(score);
    assertThat(Cvss.severity(vector).name()).isEqualTo(severity.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "CVSS:3.1/AV:N",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:X/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:4.0/AV:N/AC:L",
    "CVSS:4.0/AV:NA/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
    "nonsense/:"
  })
  void whatIsNoVectorHasNoScore(String vector) {
    assertThat(Cvss.score(vector)).isNaN();
    assertThat(Cvss.severity(vector)).isEqualTo(Severity.UNKNOWN);
  }
}
