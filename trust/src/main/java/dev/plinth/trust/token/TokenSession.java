package dev.plinth.trust.token;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A session with one token, in which objects are found and keys sign. For one thread at a time. */
final class TokenSession implements AutoCloseable {
  private static final int MAX_SLOTS = 256;
  private static final int MAX_FOUND = 16;
  private static final int MAX_VALUE = 8192;
  private static final long SERIAL_SESSION = 4;
  private static final long ALREADY_LOGGED_IN = 0x100;

  private final Cryptoki cryptoki;
  private final long handle;

  private TokenSession(Cryptoki cryptoki, long handle) {
    this.cryptoki = cryptoki;
    this.handle = handle;
  }

  /** Opens one with the only token that has this label and serial number. */
  static TokenSession open(Cryptoki cryptoki, Optional<String> label, Optional<String> serial) {
    List<Long> fitting = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(512, 8);
      for (long slot : slots(cryptoki, arena)) {
        cryptoki.call(Cryptoki.GET_TOKEN_INFO, slot, info);
        if (label.map(text(info, 0, 32)::equals).orElse(true)
            && serial.map(text(info, 80, 16)::equals).orElse(true)) {
          fitting.add(slot);
        }
      }
      if (fitting.size() != 1) {
        throw TokenProblem.notFound(
            (fitting.isEmpty() ? "there is no token " : "there is more than one token ")
                + label.or(() -> serial).orElse(""),
            "name it by token= or serial=");
      }
      MemorySegment session = arena.allocate(JAVA_LONG);
      cryptoki.call(
          Cryptoki.OPEN_SESSION,
          fitting.getFirst(),
          SERIAL_SESSION,
          MemorySegment.NULL,
          MemorySegment.NULL,
          session);
      return new TokenSession(cryptoki, session.get(JAVA_LONG, 0));
    }
  }

  private static long[] slots(Cryptoki cryptoki, Arena arena) {
    MemorySegment count = arena.allocate(JAVA_LONG);
    MemorySegment list = arena.allocate(JAVA_LONG, MAX_SLOTS);
    count.set(JAVA_LONG, 0, MAX_SLOTS);
    cryptoki.call(Cryptoki.GET_SLOT_LIST, (byte) 1, list, count);
    return list.asSlice(0, 8 * count.get(JAVA_LONG, 0)).toArray(JAVA_LONG);
  }

  void login(byte[] pin) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, pin);
      long code = cryptoki.code(Cryptoki.LOGIN, handle, 1L, text, (long) pin.length);
      text.fill((byte) 0);
      if (code != ALREADY_LOGGED_IN) {
        Cryptoki.check("the PIN", code);
      }
    }
  }

  /** The objects that have all these attributes. */
  List<Long> find(SequencedMap<Long, byte[]> attributes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment template = arena.allocate(24L * attributes.size(), 8);
      long at = 0;
      for (var attribute : attributes.entrySet()) {
        byte[] value = attribute.getValue();
        template.set(JAVA_LONG, at, attribute.getKey());
        template.set(ADDRESS, at + 8, arena.allocateFrom(JAVA_BYTE, value));
        template.set(JAVA_LONG, at + 16, value.length);
        at += 24;
      }
      cryptoki.call(Cryptoki.FIND_OBJECTS_INIT, handle, template, (long) attributes.size());
      MemorySegment found = arena.allocate(JAVA_LONG, MAX_FOUND);
      MemorySegment count = arena.allocate(JAVA_LONG);
      cryptoki.call(Cryptoki.FIND_OBJECTS, handle, found, (long) MAX_FOUND, count);
      cryptoki.call(Cryptoki.FIND_OBJECTS_FINAL, handle);
      List<Long> objects = new ArrayList<>();
      for (long i = 0; i < Math.min(MAX_FOUND, count.get(JAVA_LONG, 0)); i++) {
        objects.add(found.getAtIndex(JAVA_LONG, i));
      }
      return objects;
    }
  }

  byte[] attribute(long object, long type) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment template = arena.allocate(24, 8);
      MemorySegment value = arena.allocate(MAX_VALUE);
      template.set(JAVA_LONG, 0, type);
      template.set(ADDRESS, 8, value);
      template.set(JAVA_LONG, 16, MAX_VALUE);
      cryptoki.call(Cryptoki.GET_ATTRIBUTE_VALUE, handle, object, template, 1L);
      return value.asSlice(0, template.get(JAVA_LONG, 16)).toArray(JAVA_BYTE);
    }
  }

  byte[] sign(long key, long mechanism, byte[] data) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(JAVA_LONG, 0, mechanism);
      cryptoki.call(Cryptoki.SIGN_INIT, handle, how, key);
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, data);
      MemorySegment out = arena.allocate(MAX_VALUE);
      MemorySegment length = arena.allocate(JAVA_LONG);
      length.set(JAVA_LONG, 0, MAX_VALUE);
      cryptoki.call(Cryptoki.SIGN, handle, in, (long) data.length, out, length);
      return out.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
    }
  }

  /** A CK_ULONG as the value of an attribute. */
  static byte[] number(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(value).array();
  }

  static long number(byte[] value) {
    return ByteBuffer.wrap(Arrays.copyOf(value, 8)).order(ByteOrder.nativeOrder()).getLong();
  }

  private static String text(MemorySegment info, long at, long length) {
    byte[] padded = info.asSlice(at, length).toArray(JAVA_BYTE);
    return new String(padded, StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() {
    cryptoki.code(Cryptoki.CLOSE_SESSION, handle);
  }
}
