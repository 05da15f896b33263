package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashSet;
import java.util.Set;

/** Anything at all is read, or unknown; what is read refers to nothing that is missing. */
class CopyrightFuzzTest {
  @FuzzTest
  void parse(byte[] data) {
    CopyrightFile file = CopyrightFile.parse(data, "pkg");
    LicenceFinding finding = file.finding();
    Set<String> ids = new HashSet<>();
    finding.extracted().forEach(licence -> assertThat(ids.add(licence.id())).isTrue());
    assertThat(ids).allMatch(id -> id.matches("LicenseRef-[A-Za-z0-9.-]+"));
    finding
        .expression()
        .ifPresent(expression -> {
          for (Expression.Single single : expression.singles()) {
            assertThat(
                    single.isReference()
                        ? ids.contains(single.id())
                        : SpdxList.get().licence(single.id()).isPresent())
                .isTrue();
          }
          Obligations.of(expression);
          assertThat(expression.toString()).doesNotContain("  ");
        });
    assertThat(finding.expression().isEmpty())
        .isEqualTo(finding.status() == LicenceFinding.Status.UNKNOWN);
    file.covering("debian/rules");
    assertThat(CopyrightFile.expression(data, "pkg")).isEqualTo(finding.expression());
    finding
        .expression()
        .map(Object::toString)
        .ifPresent(text -> {
          // As inventories keep it: what is read back is the same, or nothing.
          DeclaredLicence.of(text)
              .expression()
              .ifPresent(read -> assertThat(read.toString()).isEqualTo(text));
          assertThat(CopyrightFile.renamed(text, "pkg", "other"))
              .isEqualTo(CopyrightFile.expression(data, "other").orElseThrow().toString());
        });
  }
}
