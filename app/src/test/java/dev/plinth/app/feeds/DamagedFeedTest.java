package dev.plinth.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.app.Settings;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.database.DatabaseWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  /**
   * Who finds the database damaged is told to update: that has to help, whatever has not changed.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, -1})
  void aDamagedDatabaseIsMadeAgain(int kept) throws IOException {
    Path feed = Files.writeString(temporary.resolve("main.json"), SECDB);
    Settings settings = FeedUpdateTest.settings(temporary);
    Path folder = temporary.resolve("feeds");
    FeedUpdate.Order order =
        new FeedUpdate.Order(List.of(feed.toString()), "", false, FeedUpdate.Order.nobody(), false);
    new FeedUpdate(settings, folder, order).run();
    Path database = folder.resolve("advisories.db");
    byte[] whole = Files.readAllBytes(database);
    int length = kept < 0 ? whole.length + kept : kept;
    Files.write(database, Arrays.copyOf(whole, length));
    assertThat(new FeedUpdate(settings, folder, order).run().written()).isPresent();
    assertThat(database).hasBinaryContent(whole);
    assertThat(new FeedUpdate(settings, folder, order).run().written()).isEmpty();
  }
}
