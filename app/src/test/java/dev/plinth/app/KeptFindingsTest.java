package dev.plinth.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFindingsTest {
  private static final Digest ONE = Digest.of("one");
  private static final Digest TWO = Digest.of("two");
  private static final byte[] NOTHING = {};
  private static final byte[] SOME = {1, 2, 3};

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
    KeptFindings kept = new KeptFindings(folder, "a");
    assertThat(kept.find(ONE)).isEmpty();
    kept.put(ONE, NOTHING);
    kept.keep();
    KeptFindings again = new KeptFindings(folder, "a");
    assertThat(again.find(ONE)).contains(NOTHING);
    assertThat(again.find(TWO)).isEmpty();
    again.put(TWO, SOME);
    again.keep();
    assertThat(new KeptFindings(folder, "a").find(ONE)).contains(NOTHING);
    assertThat(new KeptFindings(folder, "a").find(TWO)).contains(SOME);
    assertThat(new KeptFindings(folder, "b").find(ONE)).isEmpty();

    again.put(ONE, SOME);
    again.put(TWO, new byte[Remembered.LONGEST]);
    again.put(Digest.of("three"), new byte[Remembered.LONGEST + 1]);
    again.keep();
    KeptFindings last = new KeptFindings(folder, "a");
    assertThat(last.find(ONE)).contains(SOME);
    assertThat(last.find(TWO)).contains(new byte[Remembered.LONGEST]);
    assertThat(last.find(Digest.of("three"))).isEmpty();
  }

  @Test
  void everyChangedBitIsTold() throws IOException {
    KeptFindings kept = new KeptFindings(folder, "a");
    assertThat(kept.find(ONE)).isEmpty();
    kept.put(ONE, SOME);
    kept.put(TWO, NOTHING);
    kept.keep();
    Path file = file();
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole).hasSize(3 * 32 + 2 * 2 + 3);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 4;
      damaged(file, changed);
    }
    for (int length = 1; length < whole.length; length++) {
      damaged(file, java.util.Arrays.copyOf(whole, length));
    }
    Files.write(file, new byte[0]);
    assertThat(new KeptFindings(folder, "a").find(ONE)).isEmpty();
  }

  private void damaged(Path file, byte[] changed) throws IOException {
    Files.write(file, changed);
    KeptFindings damaged = new KeptFindings(folder, "a");
    assertThatThrownBy(() -> damaged.find(ONE))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION));
    assertThat(file).doesNotExist();
  }
}
