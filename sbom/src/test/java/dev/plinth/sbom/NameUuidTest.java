package dev.plinth.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameUuidTest {
  /** Value of Python's uuid.uuid5(uuid.NAMESPACE_URL, …). */
  @Test
  void isWhatOthersCompute() {
    assertThat(NameUuid.of("https://spdx.org/spdxdocs/"))
        .hasToString("a00ba4e0-9196-59dd-b0cb-2965797862cb");
    assertThat(NameUuid.of("x").version()).isEqualTo(5);
    assertThat(NameUuid.of("x").variant()).isEqualTo(2);
  }
}
