package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredLicenceTest {
  @ParameterizedTest
  @CsvSource({
    "MIT,MIT",
    "mit and apache-2.0,MIT AND Apache-2.0",
    "GPL-2.0-or-later WITH GCC-exception-3.1,GPL-2.0-or-later WITH GCC-exception-3.1",
    "(MIT OR GPL-2.0-only) AND Zlib,(MIT OR GPL-2.0-only) AND Zlib",
    "MIT OR GPL-2.0-only AND Zlib,MIT OR GPL-2.0-only AND Zlib",
    "((MIT)),MIT",
    "Zlib+,Zlib+",
    "LicenseRef-debian-x-own.1 OR MIT,LicenseRef-debian-x-own.1 OR MIT"
  })
  void expressionsOfTheListAreUnderstood(String text, String expression) {
    DeclaredLicence licence = DeclaredLicence.of(text);
    assertThat(licence.expression().map(Expression::toString)).contains(expression);
    assertThat(licence.remark()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPLv2+ and MIT",
        "BSD License",
        "MIT AND",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "MIT WITH nothing",
        "LicenseRef-",
        "LicenseRef-a_b",
        "LicenseRef-a+",
        "AND"
      })
  void nothingElseIsGuessed(String text) {
    DeclaredLicence licence = DeclaredLicence.of(text);
    assertThat(licence.expression()).isEmpty();
    assertThat(licence.remark()).contains("'" + text + "'");
  }

  @Test
  void depthIsBounded() {
    assertThat(DeclaredLicence.of("(".repeat(2000) + "MIT" + ")".repeat(2000)).expression())
        .isEmpty();
    assertThat(DeclaredLicence.of("").remark()).isEmpty();
  }
}
