package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheRoomTest {
  @TempDir Path folder;

  private Path file(String name, Duration age) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[10]);
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    return path;
  }

  @Test
  void whatWasUsedLongestAgoGoesButNothingThatIsInUse() throws IOException {
    Path old = file("a/old", Duration.ofDays(3));
    Path older = file("b/older", Duration.ofDays(4));
    Path fresh = file("b/fresh", Duration.ofMinutes(30));
    CacheRoom.keepUnused(folder, 20);
    assertThat(older).doesNotExist();
    assertThat(old).exists();
    assertThat(CacheRoom.use(old)).isTrue();
    CacheRoom.keepUnused(folder, 0);
    assertThat(old).exists();
    assertThat(fresh).exists();
    assertThat(CacheRoom.use(older)).isFalse();
    CacheRoom.keep(folder, 10, "");
    assertThat(fresh).doesNotExist();
    assertThat(old).exists();
  }
}
