package dev.plinth.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without its training the start-up cache is poor, and every command slower; nothing else says so.
 */
class TrainingTest {
  @TempDir Path folder;

  @Test
  void everyCommandOfTheTrainingRunEndsWell() {
    new PlinthProcess(folder).run("train").ok();
  }
}
