package dev.plinth.inventory.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Listings come back as they were written; other bytes are refused. */
class ListingFuzzTest {
  @FuzzTest
  void entries(FuzzedDataProvider data) throws IOException {
    List<ListedEntry> entries = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ListingWriter writer = new ListingWriter(out);
    while (data.remainingBytes() > 0) {
      EntryKind kind = data.pickValue(EntryKind.values());
      String path = new String(data.consumeBytes(30), StandardCharsets.ISO_8859_1);
      String target =
          kind.isLink() ? new String(data.consumeBytes(9), StandardCharsets.ISO_8859_1) : "";
      entries.add(new ListedEntry(kind, data.consumeInt(0, 07777), path, target));
      writer.add(entries.getLast());
    }
    assertThat(read(out.toByteArray())).isEqualTo(entries);
  }

  @FuzzTest
  void bytes(byte[] data) throws IOException {
    try {
      read(data);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  private static List<ListedEntry> read(byte[] bytes) throws IOException {
    List<ListedEntry> entries = new ArrayList<>();
    ListingReader reader = new ListingReader(new ByteArrayInputStream(bytes));
    for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
      entries.add(next);
    }
    return entries;
  }
}
