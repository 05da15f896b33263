package dev.plinth.archive;

import dev.plinth.model.SystemLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The system's liblzma (XZ Utils, lzma/base.h and lzma/container.h), which decodes in half the time
 * of Java. It is a stable interface since 5.0; every distribution with dpkg, rpm or systemd has it.
 */
record LzmaLibrary(MethodHandle decoder, MethodHandle code, MethodHandle end, MethodHandle usage) {
  private static final String NAME = "liblzma.so.5";
  private static final Set<String> WITH_A_BACK_DOOR = Set.of("5.6.0", "5.6.1");
  private static final int LONGEST_VERSION = 32;

  /** Loaded at first use. */
  private static final class Loaded {
    static final @Nullable LzmaLibrary LIBRARY = SystemLibrary.find(NAME, Loaded::load);

    private static @Nullable LzmaLibrary load(SystemLibrary system) {
      if (WITH_A_BACK_DOOR.contains(version(system))) {
        return null;
      }
      return new LzmaLibrary(
          system.function(
              "lzma_stream_decoder",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT)),
          system.function(
              "lzma_code",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)),
          system.function("lzma_end", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
          system.function(
              "lzma_memusage", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)));
    }

    @SuppressWarnings("restricted") // a string of the library's own
    private static String version(SystemLibrary system) {
      MethodHandle version =
          system.function("lzma_version_string", FunctionDescriptor.of(ValueLayout.ADDRESS));
      try {
        return ((MemorySegment) version.invokeExact()).reinterpret(LONGEST_VERSION).getString(0);
      } catch (Throwable e) {
        throw SystemLibrary.failed(e);
      }
    }
  }

  /** Null where this machine has none. */
  static @Nullable LzmaLibrary find() {
    return Loaded.LIBRARY;
  }

  /** Makes {@code stream} a decoder of .xz files. */
  int decoder(MemorySegment stream, long memory, int flags) {
    try {
      return (int) decoder.invokeExact(stream, memory, flags);
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }

  int code(MemorySegment stream, int action) {
    try {
      return (int) code.invokeExact(stream, action);
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }

  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }

  /** How much memory is needed, in bytes. */
  long usage(MemorySegment stream) {
    try {
      return (long) usage.invokeExact(stream);
    } catch (Throwable e) {
      throw SystemLibrary.failed(e);
    }
  }
}
