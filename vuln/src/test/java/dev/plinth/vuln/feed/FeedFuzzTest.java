package dev.plinth.vuln.feed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import java.io.ByteArrayInputStream;

/** Any bytes are a feed, or are refused as bad input; what was read makes a database. */
class FeedFuzzTest {
  @FuzzTest
  void feeds(byte[] data) {
    for (FeedKind kind : FeedKind.values()) {
      DatabaseWriter writer = new DatabaseWriter();
      try {
        kind.parser()
            .parse(
                new ByteArrayInputStream(data),
                "f",
                writer.feed(new FeedDeclaration("f", kind.coverage(), "")));
      } catch (PlinthException e) {
        if (e.code() != ErrorCode.BAD_INPUT) {
          throw e;
        }
      }
      try (AdvisoryDatabase made = AdvisoryDatabase.of(writer.bytes())) {
        made.verify();
      }
    }
    FeedDetection.detect(data);
  }
}
