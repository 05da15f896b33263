package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** update-catalog(8): the catalogue of all SGML catalogues, made anew. */
final class SgmlCatalogs implements Command {
  private static final String FOLDER = "/etc/sgml";
  private static final String ALL = "/var/lib/sgml-base/supercatalog";
  private static final String HEAD =
      """
      --
      ## This file is created by update-catalog with update-super.
      ## Please see update-catalog(8) for how to modify this file.
      --
      """;

  /** White space and comments, texts in quotes, or words. */
  private static final Pattern TOKEN =
      Pattern.compile("(?s)((?:\\s++|--.*?--)++)|'([^']*)'|\"([^\"]*)\"|(\\S+)");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("--quiet", "--update-super", "--add", "--super"), Set.of());
    if (options.has("--add", "--super") && options.has("--update-super")) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    if (options.has("--super")) {
      return call.call(List.of("dpkg-trigger", FOLDER), "");
    }
    if (!options.has("--update-super") || !options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "anything but the catalogue of all");
    }
    try {
      StringBuilder text = new StringBuilder(HEAD);
      for (String name : new TreeSet<>(call.tree().list(FOLDER))) {
        String path = FOLDER + "/" + name;
        if (name.endsWith(".cat") && !name.startsWith(".") && isWhole(call, path)) {
          text.append("CATALOG ").append(path).append('\n');
        }
      }
      if (call.tree().isRegularFile(ALL)) {
        call.call(List.of("mv", ALL, ALL + ".old"), "");
      }
      call.tree().mkdirs(RawPath.parent(ALL), call.origin());
      call.tree()
          .write(ALL, Content.ofRaw(text.toString()), Attributes.generated(0644, call.origin()));
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-catalog: " + FileAccess.reason(e));
    }
    call.note(new Invocation.Note.Did(ALL));
    return 0;
  }

  /** Whether all catalogues that it names are there. */
  private static boolean isWhole(Invocation call, String path)
      throws NotUnderstood, FileSystemException {
    if (!call.tree().isRegularFile(path)) {
      return false;
    }
    String base = RawPath.parent(path);
    String before = "";
    Matcher tokens = TOKEN.matcher(FileAccess.of(call).read(path));
    while (tokens.find()) {
      if (tokens.group(1) != null) {
        continue;
      }
      String bare = tokens.group(4) == null ? "" : tokens.group(4);
      String quoted = tokens.group(2) == null ? tokens.group(3) : tokens.group(2);
      String token = quoted == null ? bare : quoted;
      switch (before) {
        case "base" -> base = token;
        case "catalog" -> {
          String named = token.startsWith("/") ? token : base + "/" + token;
          if (!call.tree().isRegularFile(named)) {
            return false;
          }
        }
        default -> {}
      }
      String word = before.isEmpty() ? bare.toLowerCase(Locale.ROOT) : "";
      before = word.equals("base") || word.equals("catalog") ? word : "";
    }
    return true;
  }
}
