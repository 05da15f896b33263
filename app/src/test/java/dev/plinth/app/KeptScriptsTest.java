package dev.plinth.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptScriptsTest {
  private static final Digest ONE = Digest.of("one");
  private static final Digest TWO = Digest.of("two");

  @TempDir Path folder;

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  @Test
  void whatIsKeptIsFoundByTheSameBuildOnly() throws IOException {
    KeptScripts kept = new KeptScripts(folder, "a");
    assertThat(kept.contains(ONE)).isFalse();
    kept.add(ONE);
    kept.keep();
    KeptScripts again = new KeptScripts(folder, "a");
    assertThat(again.contains(ONE)).isTrue();
    assertThat(again.contains(TWO)).isFalse();
    again.add(TWO);
    again.keep();
    assertThat(new KeptScripts(folder, "a").contains(ONE)).isTrue();
    assertThat(new KeptScripts(folder, "a").contains(TWO)).isTrue();
    assertThat(new KeptScripts(folder, "b").contains(ONE)).isFalse();
  }

  @Test
  void everyChangedBitIsTold() throws IOException {
    KeptScripts kept = new KeptScripts(folder, "a");
    assertThat(kept.contains(ONE)).isFalse();
    kept.add(ONE);
    kept.add(TWO);
    kept.keep();
    Path file = file();
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole).hasSize(96);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 4;
      Files.write(file, changed);
      KeptScripts damaged = new KeptScripts(folder, "a");
      assertThatThrownBy(() -> damaged.contains(ONE))
          .isInstanceOfSatisfying(
              PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
      assertThat(file).doesNotExist();
    }
    Files.write(file, new byte[0]);
    assertThat(new KeptScripts(folder, "a").contains(ONE)).isFalse();
  }
}
