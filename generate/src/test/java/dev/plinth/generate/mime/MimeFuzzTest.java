package dev.plinth.generate.mime;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any source of the MIME database is read, or a BAD_INPUT error. */
class MimeFuzzTest {
  static Stream<Arguments> sources() {
    return Stream.of(Arguments.of(MimeDatabaseTest.SPECIAL.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("sources")
  @FuzzTest
  void source(byte[] bytes) {
    MimeData data = new MimeData();
    try {
      MimeSource.read(bytes, data);
      data.sort();
      new MimeFiles(data).files();
      CacheFile.of(data);
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
    }
  }
}
