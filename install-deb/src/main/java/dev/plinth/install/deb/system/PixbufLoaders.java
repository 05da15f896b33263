package dev.plinth.install.deb.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * gdk-pixbuf-query-loaders(1): asks the modules that it is given which images they read. What they
 * answer is code of theirs, so the answers of known ones are kept here; one counts only for a
 * module that holds every text of it, and another module is not understood.
 */
final class PixbufLoaders implements Command {
  private static final String PACKAGE = "libgdk-pixbuf-2.0-0";

  /** Of translations: the program's own one where a module names none. */
  private static final String DOMAIN = "gdk-pixbuf";

  private static final long LARGEST = 64L << 20;
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]{3,})\"");

  /** Lines of signatures end in a number; their texts stand in the module as bytes. */
  private static final Pattern SIGNATURE = Pattern.compile(".*\" [0-9]+");

  private final DpkgState state;

  PixbufLoaders(DpkgState state) {
    this.state = state;
  }

  static boolean isPath(String path) {
    return path.startsWith("/usr/lib/")
        && path.endsWith("/gdk-pixbuf-2.0/gdk-pixbuf-query-loaders");
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    call.tree();
    List<String> files = call.arguments().subList(1, call.arguments().size());
    Optional<String> version = state.find(PACKAGE).map(InstalledPackage::version);
    if (version.isEmpty() || files.isEmpty() || files.getFirst().startsWith("-")) {
      throw new NotUnderstood("gdk-pixbuf-query-loaders called so is not modelled");
    }
    StringBuilder out = new StringBuilder("# GdkPixbuf Image Loader Modules file\n");
    out.append("# Automatically generated file, do not edit\n");
    out.append("# Created by gdk-pixbuf-query-loaders from gdk-pixbuf-");
    out.append(version.get().replaceFirst("[-+].*", "")).append("\n#\n");
    List<String> known = known();
    for (String file : files) {
      out.append('"').append(file).append("\"\n");
      out.append(answer(call, file, known)).append('\n');
    }
    call.print(out.append('\n').toString());
    return 0;
  }

  private static String answer(Invocation call, String file, List<String> known)
      throws NotUnderstood {
    String module;
    try {
      Content content = call.tree().content(file);
      if (content.size() > LARGEST) {
        throw new NotUnderstood(file + " is too large for a module of gdk-pixbuf");
      }
      module = new String(content.bytes(), ISO_8859_1);
    } catch (FileSystemException e) {
      throw new NotUnderstood(file + ": " + FileAccess.reason(e));
    }
    for (String block : known) {
      int end = block.indexOf('\n') + 1;
      String lines = block.substring(end);
      if (block.startsWith(RawPath.name(file) + "\n") && holds(module, lines)) {
        return lines;
      }
    }
    throw new NotUnderstood("which images " + file + " reads is not known");
  }

  private static boolean holds(String module, String lines) {
    for (String line : lines.split("\n", -1)) {
      Matcher text = QUOTED.matcher(SIGNATURE.matcher(line).matches() ? "" : line);
      while (text.find()) {
        if (!text.group(1).equals(DOMAIN) && !module.contains(text.group(1))) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<String> known() {
    try (InputStream in =
        Objects.requireNonNull(PixbufLoaders.class.getResourceAsStream("pixbuf-loaders.txt"))) {
      List<String> blocks = new ArrayList<>();
      for (String block : new String(in.readAllBytes(), ISO_8859_1).split("\n\n", -1)) {
        blocks.add(block.endsWith("\n") ? block : block + "\n");
      }
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
