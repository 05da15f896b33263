package dev.plinth.rpm.header;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes headers for tests. */
public final class HeaderBytes {
  private record Entry(int tag, int type, int offset, int count) {}

  private final List<Entry> entries = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  public HeaderBytes text(RpmTag tag, String text) {
    return strings(6, tag, text);
  }

  public HeaderBytes strings(RpmTag tag, String... texts) {
    return strings(8, tag, texts);
  }

  private HeaderBytes strings(int type, RpmTag tag, String... texts) {
    entries.add(new Entry(tag.number(), type, data.size(), texts.length));
    for (String text : texts) {
      data.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  public HeaderBytes numbers(RpmTag tag, int... numbers) {
    while (data.size() % 4 != 0) {
      data.write(0);
    }
    entries.add(new Entry(tag.number(), 4, data.size(), numbers.length));
    for (int number : numbers) {
      data.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    }
    return this;
  }

  public HeaderBytes binary(RpmTag tag, byte[] bytes) {
    entries.add(new Entry(tag.number(), 7, data.size(), bytes.length));
    data.writeBytes(bytes);
    return this;
  }

  /** An entry that says what it wants. */
  public HeaderBytes entry(RpmTag tag, int type, int offset, int count) {
    entries.add(new Entry(tag.number(), type, offset, count));
    return this;
  }

  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 16 * entries.size() + data.size());
    bytes.putInt(entries.size()).putInt(data.size());
    for (Entry entry : entries) {
      bytes.putInt(entry.tag()).putInt(entry.type()).putInt(entry.offset()).putInt(entry.count());
    }
    return bytes.put(data.toByteArray()).array();
  }
}
