package dev.plinth.vuln.version;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.cvss.Cvss;
import java.nio.charset.StandardCharsets;

/** Any two texts are compared both ways alike, or are no versions. */
class VersionsFuzzTest {
  @FuzzTest
  void order(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int cut = text.indexOf('\n');
    String a = cut < 0 ? text : text.substring(0, cut);
    String b = cut < 0 ? "1.0" : text.substring(cut + 1);
    for (VersionScheme scheme : LanguageVersions.schemes().values()) {
      if (scheme.isValid(a) && scheme.isValid(b)) {
        int one = Integer.signum(scheme.compare(a, b));
        int two = Integer.signum(scheme.compare(b, a));
        if (one != -two) {
          throw new AssertionError(scheme.getClass().getSimpleName() + " is not an order");
        }
      }
    }
    Cvss.score(text);
    Cvss.severity(text);
  }
}
