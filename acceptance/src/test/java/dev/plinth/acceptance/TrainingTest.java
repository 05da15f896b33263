package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without its training the start-up cache is poor, and every command slower; nothing else says so.
 */
class TrainingTest {
  @TempDir Path folder;

  @Test
  void everyCommandOfTheTrainingRunEndsWellAndLeavesNothingBehind() throws IOException {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    new PlinthProcess(folder).in(here).with("TMPDIR", temporary.toString()).run("train").ok();
    assertThat(here).isEmptyDirectory();
    assertThat(temporary).isEmptyDirectory();
  }
}
