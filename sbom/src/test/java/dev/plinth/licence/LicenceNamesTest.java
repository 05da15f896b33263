package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceNamesTest {
  /** The names of the format's own table, and spellings that real files use for them. */
  @ParameterizedTest
  @CsvSource({
    "GPL, GPL-1.0-only",
    "GPL+, GPL-1.0-or-later",
    "GPL-1+, GPL-1.0-or-later",
    "GPL-2, GPL-2.0-only",
    "GPL-2+, GPL-2.0-or-later",
    "gpl-2.0+, GPL-2.0-or-later",
    "GPL-2.0-or-later, GPL-2.0-or-later",
    "GPL-3+, GPL-3.0-or-later",
    "LGPL, LGPL-2.0-only",
    "LGPL-2+, LGPL-2.0-or-later",
    "LGPL-2.1+, LGPL-2.1-or-later",
    "LGPL-3, LGPL-3.0-only",
    "AGPL-3+, AGPL-3.0-or-later",
    "GFDL-1.3+, GFDL-1.3-or-later",
    "GFDL-NIV-1.3+, GFDL-1.3-no-invariants-or-later",
    "Apache-2, Apache-2.0",
    "Apache-2.0, Apache-2.0",
    "Artistic, Artistic-1.0",
    "Artistic-2, Artistic-2.0",
    "Perl, GPL-1.0-or-later OR Artistic-1.0-Perl",
    "BSD-2-clause, BSD-2-Clause",
    "BSD-3-clause, BSD-3-Clause",
    "BSD-4-clause, BSD-4-Clause",
    "Expat, MIT",
    "ISC, ISC",
    "Zlib, Zlib",
    "CC0, CC0-1.0",
    "CC-BY-SA-4.0, CC-BY-SA-4.0",
    "CC-BY-3, CC-BY-3.0",
    "MPL-1.1+, MPL-1.1+",
    "MPL-2.0, MPL-2.0",
    "LPPL-1.3c, LPPL-1.3c",
    "Python, Python-2.0",
    "QPL, QPL-1.0",
    "Zope-2.1, ZPL-2.1",
    "W3C, W3C",
    "EFL-2, EFL-2.0",
  })
  void areSpdxIds(String name, String expected) {
    assertThat(LicenceNames.resolve(name, "").map(Expression::toString)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        "BSD",
        "public-domain",
        "GPL-4",
        "other",
        "BSD-3-clause-Cambridge",
        "GPL-2?",
        "+",
        "-"
      })
  void ofAuthorsOwnAreNotGuessed(String name) {
    assertThat(LicenceNames.resolve(name, "")).isEmpty();
  }

  @Test
  void exceptionsAreThoseOfTheListOnly() {
    assertThat(LicenceNames.resolve("GPL-2+", "Font"))
        .hasToString("Optional[GPL-2.0-or-later WITH Font-exception-2.0]");
    assertThat(LicenceNames.resolve("GPL-2", "Classpath-exception-2.0"))
        .hasToString("Optional[GPL-2.0-only WITH Classpath-exception-2.0]");
    assertThat(LicenceNames.resolve("GPL-2", "Classpath")).as("there are two").isEmpty();
    assertThat(LicenceNames.resolve("GPL-2+", "OpenSSL")).isEmpty();
    assertThat(LicenceNames.resolve("GPL-3+", "Bison")).as("there are two").isEmpty();
    assertThat(LicenceNames.resolve("own", "Font")).isEqualTo(Optional.empty());
  }

  @Test
  void theListIsTheWholeOne() {
    assertThat(SpdxList.get().size()).isGreaterThan(600);
    assertThat(SpdxList.get().licence("gpl-2.0-ONLY").orElseThrow())
        .isEqualTo(
            new SpdxList.Licence(
                "GPL-2.0-only", "GNU General Public License v2.0 only", true, true, false));
  }
}
