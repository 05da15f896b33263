package dev.plinth.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.database.DatabaseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged among others that are not. */
class DamagedFeedTest {
  private static final String SECDB =
      "{\"distroversion\":\"v3.20\",\"packages\":[{\"pkg\":{\"name\":\"musl\","
          + "\"secfixes\":{\"1-r1\":[\"CVE-2099-1\"]}}}]}";
  private static final String OSV =
      "{\"id\":\"CVE-2099-1\",\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[";

  @TempDir Path temporary;

  /** Packages of a repository that was cut off beside one that was not would count as safe. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"distroversion\":\"v3.20\",\"packages\":[{\"pkg\":",
        "",
        "<html>502 Bad Gateway</html>"
      })
  void aDamagedRepositoryIsNotPassedOver(String damaged) throws IOException {
    Files.writeString(temporary.resolve("main.json"), SECDB);
    Files.writeString(temporary.resolve("community.json"), damaged);
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> new FeedIntake().take(temporary, "secdb", ""))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
        .withMessageContaining("community.json");
  }

  @Test
  void whatIsJsonOfSomethingElseIsNamed() throws IOException {
    Files.writeString(temporary.resolve("main.json"), SECDB);
    Files.writeString(temporary.resolve("package.json"), " {\"private\":true}");
    Files.writeString(temporary.resolve("notes.csv"), "a,b");
    FeedIntake intake = new FeedIntake();
    intake.take(temporary, "secdb", "");
    assertThat(intake.unread()).hasSize(2);
  }

  @Test
  void aDamagedRecordIsCounted() throws IOException {
    Files.writeString(temporary.resolve("1.json"), OSV + "]}");
    Files.writeString(temporary.resolve("2.json"), OSV);
    FeedIntake intake = new FeedIntake();
    intake.take(temporary, "osv", "");
    DatabaseWriter.Written written = intake.write(temporary.resolve("advisories.db"));
    assertThat(intake.unread()).isEmpty();
    assertThat(written.gaps()).hasSize(1);
    assertThat(written.feeds().getFirst().gaps()).isOne();
  }
}
