package dev.plinth.cli;

import dev.plinth.app.Keys;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.Passwords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a key's password comes from: a file, the environment, a prompt. */
final class KeyOptions {
  private static final String VARIABLE = "PLINTH_KEY_PASSWORD";
  private static final int LONGEST = 4096;

  @Option(
      names = "--key-password-file",
      paramLabel = "FILE",
      description = "Holds the key's password (else $PLINTH_KEY_PASSWORD, else a prompt).")
  @Nullable Path passwordFile;

  @SuppressWarnings("SystemConsoleNull") // the contract still allows null
  Keys keys(Console console) {
    Map<String, String> environment = console.settings().environment();
    List<Passwords> places = new ArrayList<>();
    if (passwordFile != null) {
      Path file = passwordFile;
      places.add(_ -> Optional.of(read(file)));
    }
    String variable = environment.get(VARIABLE);
    if (variable != null) {
      places.add(_ -> Optional.of(variable.getBytes(StandardCharsets.UTF_8)));
    }
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal()) {
      places.add(what -> ask(terminal, what));
    }
    boolean prompts = places.size() == 1 && passwordFile == null && variable == null;
    return new Keys(
        console.settings().config(),
        Keys.first(places),
        !places.isEmpty(),
        prompts,
        console.err()::println);
  }

  private static Optional<byte[]> ask(java.io.Console terminal, String what) {
    char[] typed = terminal.readPassword("Password of %s: ", what);
    if (typed == null) {
      return Optional.empty();
    }
    if (what.startsWith("new key")) {
      char[] again = terminal.readPassword("The same again: ");
      if (!Arrays.equals(typed, again)) {
        throw new PlinthException(
            ErrorCode.USAGE, "the two passwords are not the same", "run the command again");
      }
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] password = new byte[bytes.remaining()];
    bytes.get(password);
    Arrays.fill(typed, '\0');
    return Optional.of(password);
  }

  private static byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      if (length > LONGEST) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " is longer than a password may be",
            "name a file that holds only the password");
      }
      return Arrays.copyOf(bytes, length);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "cannot read the password file " + file,
          "check its name and permissions",
          e);
    }
  }
}
