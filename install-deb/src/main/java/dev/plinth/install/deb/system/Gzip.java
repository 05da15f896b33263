package dev.plinth.install.deb.system;

import dev.plinth.archive.Decompression;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/** gzip(1), gunzip(1) and zcat(1), as far as they print what is in archives. */
final class Gzip implements Command {
  private static final int MOST = 64 << 20;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-c", "--stdout", "--to-stdout", "-d", "--decompress", "-f", "-q", "--quiet"),
            Set.of());
    String tool = RawPath.name(call.arguments().getFirst());
    boolean expands = !tool.equals("gzip") || options.has("-d", "--decompress");
    boolean printed =
        tool.equals("zcat")
            || options.has("-c", "--stdout", "--to-stdout")
            || options.operands().isEmpty();
    if (!expands || !printed) {
      throw Options.unknown(call.arguments(), "anything but printing what is in an archive");
    }
    List<String> names = options.operands().isEmpty() ? List.of("-") : options.operands();
    for (String name : names) {
      try {
        String text = name.equals("-") ? call.input() : FileAccess.of(call).read(name);
        call.print(expanded(text, name));
      } catch (FileSystemException e) {
        call.complain("gzip: " + name + ": " + FileAccess.reason(e) + "\n");
        return 1;
      } catch (IOException | PlinthException e) {
        call.complain("gzip: " + name + ": " + e.getMessage() + "\n");
        return 1;
      }
    }
    return 0;
  }

  private static String expanded(String text, String name) throws IOException, NotUnderstood {
    byte[] packed = text.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = Decompression.open(new ByteArrayInputStream(packed), name)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new NotUnderstood("gzip: more than " + (MOST >> 20) + " MiB in " + name);
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
