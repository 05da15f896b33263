package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Samples;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index as other writers leave it, and the lock that keeps ours apart. */
class IndexFileTest {
  @TempDir Path folder;
  private LayoutStore store;
  private Path index;
  private Descriptor image;

  @BeforeEach
  void open() {
    store = LayoutStore.at(folder);
    image = Samples.named(store, "x");
    index = folder.resolve("index.json");
  }

  @Test
  void whatAnotherToolIsJustWritingIsReadAgain() throws Exception {
    byte[] whole = Files.readAllBytes(index);
    Files.write(index, java.util.Arrays.copyOf(whole, whole.length / 2));
    Thread writer =
        Thread.startVirtualThread(() -> {
          try {
            TimeUnit.MILLISECONDS.sleep(20);
            Files.write(index, whole);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(store.list()).hasSize(1);
    writer.join();
  }

  @Test
  void whatStaysWrongIsAnErrorThatSaysWhatToDo() throws IOException {
    Files.writeString(index, "{\"schemaVersion\":2,\"manifests\":[{}]}");
    assertThatThrownBy(() -> store.list())
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e).hasMessageContaining("manifests[0].mediaType is missing");
              assertThat(e.hint()).startsWith("mend " + index);
            });
    Files.delete(index);
    assertThat(store.list()).isEmpty();
    store.tag("x", image);
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void aLargeOneIsNeitherReadNorWritten() throws IOException {
    StringBuilder entries = new StringBuilder();
    String entry =
        "{\"mediaType\":\""
            + image.mediaType()
            + "\",\"digest\":\""
            + image.digest()
            + "\",\"size\":1,\"annotations\":{\""
            + LayoutIndex.REF_NAME
            + "\":\"n%d\"}}";
    int count = 0;
    while (entries.length() < LayoutIndex.MAX_BYTES - 400) {
      entries.append(count == 0 ? "" : ",").append(entry.formatted(count++));
    }
    Files.writeString(index, "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
    assertThat(store.list()).hasSize(count);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                store.tag("more-" + i, image);
              }
            })
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("would list more than fits");
    assertThat(store.list()).hasSizeGreaterThanOrEqualTo(count);
    Files.write(index, new byte[LayoutIndex.MAX_BYTES + 1]);
    assertThatThrownBy(() -> store.list()).hasMessageContaining("more than 8388608 bytes");
  }

  @Test
  void aTagThatChangesNothingWritesNothing() throws IOException {
    FileTime before = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(index, before);
    store.tag("x", image);
    store.referrers().keep(image);
    assertThat(store.untag("absent")).isFalse();
    assertThat(Files.getLastModifiedTime(index)).isEqualTo(before);
  }

  @Test
  void untaggingWhereNothingIsMakesNoStore() {
    Path other = folder.resolve("other");
    assertThat(LayoutStore.at(other).untag("x")).isFalse();
    assertThat(other).doesNotExist();
  }

  @Test
  void aLockThatIsHeldTooLongIsSaid() throws Exception {
    Path own = Files.createDirectory(folder.resolve("locked"));
    StoreLock impatient = new StoreLock(own, "lock", Duration.ofMillis(200));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(() -> {
              try {
                impatient.hold(() -> {
                  held.countDown();
                  try {
                    return release.await(60, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                });
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    held.await();
    assertThatThrownBy(() -> impatient.hold(() -> 1))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("another process has held")
        .extracting("code")
        .isEqualTo(ErrorCode.MACHINE);
    release.countDown();
    holder.join();
    assertThat(impatient.hold(() -> 1)).isEqualTo(1);
  }

  @Test
  void anInterruptedWaitEnds() throws Exception {
    StoreLock lock = new StoreLock(folder, "other-lock", Duration.ofMinutes(1));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.hold(() -> 1)).isInstanceOf(PlinthException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theStoreCanBeReadWhileItsLockIsHeld() throws IOException {
    try (FileChannel channel =
            FileChannel.open(folder.resolve(".plinth/lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(store.resolve("x").descriptor().digest()).isEqualTo(image.digest());
    }
  }
}
