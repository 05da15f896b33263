package dev.plinth.licence;

import static dev.plinth.licence.Duty.ATTRIBUTION;
import static dev.plinth.licence.Duty.NETWORK_USE;
import static dev.plinth.licence.Duty.READ_TEXT;
import static dev.plinth.licence.Duty.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.licence.Expression.Single;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObligationsTest {
  private static Obligations of(Expression... parts) {
    return Obligations.of(Expression.all(List.of(parts)));
  }

  private static Expression one(String id) {
    return Single.of(id);
  }

  @Test
  void addUpAndDependOnWhatIsChosen() {
    assertThat(of(one("MIT")).always()).isEqualTo(Set.of(ATTRIBUTION));
    assertThat(of(one("MIT"), one("GPL-2.0-or-later")).always())
        .isEqualTo(Set.of(ATTRIBUTION, SOURCE));
    assertThat(of(one("AGPL-3.0-only")).always()).contains(NETWORK_USE);
    assertThat(of(one("CC0-1.0")).always()).isEmpty();
    assertThat(of(one("LicenseRef-debian-x-y")).always()).isEqualTo(Set.of(READ_TEXT));
    Obligations choice = of(Expression.any(List.of(one("MIT"), one("GPL-3.0-only"))));
    assertThat(choice.always()).isEqualTo(Set.of(ATTRIBUTION));
    assertThat(choice.byChoice()).isEqualTo(Set.of(SOURCE));
    assertThat(choice.reasons()).hasSize(2).allMatch(reason -> !reason.why().isBlank());
  }

  @Test
  void rowsNameLicencesThatExist() {
    List<String> ids = LicenceFamilies.table().stream().map(LicenceFamilies.Family::start).toList();
    assertThat(ids).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    for (String start : ids) {
      boolean exists =
          SpdxList.get().licence(start).isPresent()
              || SpdxList.get().licence(start + "-only").isPresent()
              || SpdxList.get().licence(start + "-4.0").isPresent();
      assertThat(exists).as(start).isTrue();
    }
  }

  @Test
  void aStartEndsWhereAWordEnds() {
    assertThat(LicenceFamilies.of("MITNFA").name()).isEqualTo("unknown");
    assertThat(LicenceFamilies.of("GPL-2.0-only").name()).isEqualTo("GPL");
    assertThat(LicenceFamilies.of("MIT-0").name()).isEqualTo("0BSD");
    assertThat(LicenceFamilies.of("CC-BY-SA-4.0").name()).isEqualTo("CC-BY-SA");
    assertThat(LicenceFamilies.of("CC-BY-NC-4.0").name()).isNotEqualTo("MIT");
  }
}
