package dev.plinth.vuln.life;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;

/** Any bytes are dates, or are refused as bad input. */
class LifeFuzzTest {
  @FuzzTest
  void dates(byte[] data) {
    LocalDate today = LocalDate.parse("2026-11-26");
    try {
      LifeTable table =
          SecuritySupport.read(new ByteArrayInputStream(data), "security-support-ended.deb12")
              .and(SecuritySupport.read(new ByteArrayInputStream(data), "security-support-limited"))
              .and(DistroInfo.read(new ByteArrayInputStream(data), "f", "debian"));
      table.support("12", "a", today);
      table.distribution("debian", "12", today);
      EndOfLifeDates.read(new ByteArrayInputStream(data), "debian.json")
          .table()
          .distribution("debian", "12", today);
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
    }
  }
}
