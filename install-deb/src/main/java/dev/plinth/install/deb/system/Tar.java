package dev.plinth.install.deb.system;

import dev.plinth.archive.Decompression;
import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.model.PlinthException;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** tar(1), as far as scripts have it print members of an archive ({@code tar -xzO -f FILE}). */
final class Tar implements Command {
  private static final int FAILURE = 2;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-x",
                "--extract",
                "-z",
                "--gzip",
                "-J",
                "--xz",
                "-O",
                "--to-stdout",
                "-xz",
                "-xO",
                "-xzO",
                "-xJ"),
            Set.of("-f", "--file"));
    Optional<String> file = options.value("-f", "--file");
    if (!options.has("-O", "--to-stdout", "-xO", "-xzO") || file.isEmpty()) {
      throw Options.unknown(call.arguments(), "anything but printing members of a file");
    }
    List<String> wanted = new ArrayList<>(options.operands());
    try {
      byte[] bytes = FileAccess.of(call).read(file.get()).getBytes(StandardCharsets.ISO_8859_1);
      try (TarReader tar =
          new TarReader(
              Decompression.open(new ByteArrayInputStream(bytes), file.get()), file.get())) {
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
          String name = next.get().name();
          boolean all = options.operands().isEmpty();
          if ((all || wanted.remove(name)) && next.get().type() == TarEntry.Type.FILE) {
            call.print(new String(tar.content().readAllBytes(), StandardCharsets.ISO_8859_1));
          }
        }
      }
    } catch (FileSystemException e) {
      call.complain("tar: " + file.get() + ": " + FileAccess.reason(e) + "\n");
      return FAILURE;
    } catch (IOException | PlinthException e) {
      call.complain("tar: " + file.get() + ": " + e.getMessage() + "\n");
      return FAILURE;
    }
    if (!wanted.isEmpty()) {
      call.complain("tar: " + wanted.getFirst() + ": Not found in archive\n");
      return FAILURE;
    }
    return 0;
  }
}
