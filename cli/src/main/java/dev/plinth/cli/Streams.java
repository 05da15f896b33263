package dev.plinth.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output and error in UTF-8 whatever the locale, so that output never depends on it. */
final class Streams {
  private static final int BUFFER = 1 << 13;

  private Streams() {}

  static PrintStream standardOutput() {
    return open(FileDescriptor.out, false);
  }

  static PrintStream standardError() {
    return open(FileDescriptor.err, true);
  }

  private static PrintStream open(FileDescriptor descriptor, boolean flush) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        flush,
        StandardCharsets.UTF_8);
  }
}
