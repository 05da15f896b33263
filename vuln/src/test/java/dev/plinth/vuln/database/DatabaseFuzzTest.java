package dev.plinth.vuln.database;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.database.Format.Section;
import java.util.zip.CRC32C;

/** Any bytes are a database, or are refused as bad input, however they lie about themselves. */
class DatabaseFuzzTest {
  @FuzzTest
  void anyFile(byte[] data) {
    read(data);
    // With a head that fits, so that what is behind it is looked at.
    byte[] fitting = new byte[Format.HEAD + data.length];
    System.arraycopy(data, 0, fitting, Format.HEAD, data.length);
    Bytes head = new Bytes(Format.HEAD);
    head.put(Format.MAGIC, 0, Format.MAGIC.length);
    head.fixed32(Format.VERSION);
    head.fixed32(0);
    head.fixed64(fitting.length);
    head.put(new byte[Format.DIGEST_LENGTH], 0, Format.DIGEST_LENGTH);
    int sections = Section.values().length;
    for (int i = 0; i < sections; i++) {
      long from = (long) data.length * i / sections;
      head.fixed64(Format.HEAD + from);
      head.fixed64((long) data.length * (i + 1) / sections - from);
    }
    CRC32C crc = new CRC32C();
    crc.update(head.data(), 0, head.size());
    System.arraycopy(head.data(), 0, fitting, 0, head.size());
    for (int i = 0; i < 4; i++) {
      fitting[Format.CRC_AT + i] = (byte) (crc.getValue() >>> 8 * i);
    }
    read(fitting);
  }

  private static void read(byte[] bytes) {
    try (AdvisoryDatabase read = AdvisoryDatabase.of(bytes)) {
      read.entries("Debian:12", "a");
      read.vulnerability("CVE-2024-0001");
      read.life();
      read.verify();
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
    }
    try {
      Cursor cursor = new Cursor(bytes, number -> "t" + number);
      new EntryReader(number -> new AdvisoryHead("A", 0, java.util.List.of(), java.util.List.of()))
          .read(cursor, "t0", "t1");
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
    }
  }
}
