package dev.plinth.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a lock that survives writing, or a BAD_INPUT error that names the file. */
class LockFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(Arguments.of(LockJson.write(LockTest.lock(LockTest.pkg("libc6", "2.36-9")))));
  }

  @MethodSource("seeds")
  @FuzzTest
  void lock(byte[] data) {
    try {
      Lock lock = LockReader.read(data, "fuzz.lock.json");
      byte[] written = LockJson.write(lock);
      assertThat(LockReader.read(written, "again")).isEqualTo(lock);
      assertThat(LockDiff.between(lock, lock)).isEmpty();
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).contains("fuzz.lock.json");
    }
  }
}
