package dev.plinth.deb.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.deb.repository.ReleaseFile.Unusable;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseFileFuzzTest {
  private static final String HEX = "ab".repeat(32);

  private static ReleaseFile parse(String text) throws Unusable {
    return ReleaseFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsAndSha256FilesAreRead() throws Unusable {
    ReleaseFile file =
        parse(
            "Suite: stable\nCodename: trixie\nDate: Sat, 11 Jul 2026 10:16:37 UTC\n"
                + "Valid-Until: Fri,  6 Nov 2026 08:08:01 UTC\nAcquire-By-Hash: yes\n"
                + "Architectures: all amd64\nNo-Support-for-Architecture-all: Packages\n"
                + "MD5Sum:\n abc 1 main/x\nSHA256:\n "
                + HEX
                + "   12 main/binary-amd64/Packages\n"
                + "SHA512:\n zz 1 y\n");
    assertThat(file.codename()).isEqualTo("trixie");
    assertThat(file.date()).isEqualTo(Instant.parse("2026-07-11T10:16:37Z"));
    assertThat(file.validUntil()).contains(Instant.parse("2026-11-06T08:08:01Z"));
    assertThat(file.byHash()).isTrue();
    assertThat(file.packagesForAll()).isFalse();
    assertThat(file.architectures()).containsExactly("all", "amd64");
    assertThat(file.files()).containsOnlyKeys("main/binary-amd64/Packages");
    assertThat(file.files().get("main/binary-amd64/Packages").size()).isEqualTo(12);
  }

  @Test
  void whatCannotBeReliedOnIsRefused() {
    String date = "Date: Sat, 11 Jul 2026 10:16:37 UTC\n";
    String sums = "SHA256:\n " + HEX + " 12 a\n";
    for (String bad :
        List.of(
            "",
            date,
            sums,
            "Date: yesterday\n" + sums,
            "Date: Sat, 11 Jul 2026 10:16:37 CEST\n" + sums,
            "Date: Sat, 31 Feb 2026 10:16:37 UTC\n" + sums,
            date + date + sums,
            date + "SHA256:\n ab 12 a\n",
            date + "SHA256:\n " + HEX + " x a\n",
            date + "SHA256:\n " + HEX.toUpperCase() + " 1 a\n",
            date + sums + " " + "cd".repeat(32) + " 12 a\n",
            "no colon\n" + date + sums)) {
      assertThatThrownBy(() -> parse(bad)).as(bad).isInstanceOf(Unusable.class);
    }
  }

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] data) {
    try {
      ReleaseFile.parse(data);
    } catch (Unusable e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void distributionsAreData() {
    Distribution bookworm = Distribution.find("debian/bookworm");
    assertThat(names(bookworm, false))
        .containsExactly("debian/bookworm", "debian/bookworm-updates", "debian/bookworm-security");
    assertThat(names(bookworm, true)).contains("debian/bookworm-backports");
    assertThat(names(Distribution.find("debian/sid"), false)).containsExactly("debian/sid");
    assertThatThrownBy(() -> Distribution.find("debian/bokworm"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.hint()).contains("did you mean debian/bookworm?");
            });
    assertThatThrownBy(() -> names(Distribution.find("debian/sid"), true))
        .hasMessageContaining("no backports");
    assertThatThrownBy(() -> bookworm.suites(List.of("mian"), false, false, PinnedKeys::shipped))
        .hasMessageContaining("component 'mian'");
  }

  private static List<String> names(Distribution distribution, boolean backports) {
    return distribution.suites(List.of(), backports, false, PinnedKeys::shipped).stream()
        .map(Suite::name)
        .toList();
  }

  /** A row whose key is not shipped could never be verified. */
  @Test
  void everyKeyOfTheTableIsShipped() {
    for (String name : List.of("debian/bookworm", "debian/trixie", "debian/sid")) {
      for (Distribution.Row row : Distribution.find(name).rows()) {
        assertThat(PinnedKeys.shipped(row.keys()).fingerprints())
            .containsExactlyInAnyOrderElementsOf(row.keys());
      }
    }
  }
}
