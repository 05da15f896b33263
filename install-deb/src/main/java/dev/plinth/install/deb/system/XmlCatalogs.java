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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * update-xmlcatalog(8): adds to a package's XML catalogue what stands in one of the package's
 * files, or to the root catalogue what stands in the package's; and takes out again.
 */
final class XmlCatalogs implements Command {
  private static final String FOLDER = "/etc/xml/";
  private static final String DATA = "/var/lib/xml-core/";
  private static final String TEMPLATE = "/usr/share/xml-core/catalog.";
  private static final Map<String, String> ENTITIES =
      Map.of(
          "public", "delegatePublic publicIdStartString",
          "system", "delegateSystem systemIdStartString",
          "uri", "delegateURI uriStartString");
  private static final Pattern LINE = Pattern.compile("<(.*)><(catalog=\".*\")>");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--add", "--del", "--root", "--sort"),
            Set.of("--type", "--id", "--package", "--local"));
    boolean add = options.has("--add");
    boolean root = options.has("--root");
    String owner = options.value("--package").orElse("");
    Optional<String> local = options.value("--local");
    boolean form =
        add
            ? !options.has("--del") && !owner.isEmpty() && root == local.isEmpty()
            : options.has("--del") && root == owner.isEmpty() && local.isEmpty();
    if (!form || owner.contains("/") || !options.operands().isEmpty() || !options.has("--id")) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String kind = ENTITIES.get(options.value("--type").orElse(""));
    if (kind == null) {
      return refused(call, "the type is not public, system or uri");
    }
    String entity = kind + "=\"" + options.value("--id").orElse("") + "\"";
    try {
      String catalogue = FOLDER + (root ? "catalog" : owner + ".xml");
      String data = DATA + (root ? "catalog" : owner);
      SortedMap<String, String> entries = read(call, data);
      if (add) {
        String source = local.orElse(FOLDER + owner + ".xml");
        if (!call.tree().isRegularFile(source)) {
          return refused(call, "there is no catalogue " + source);
        }
        String value = "catalog=\"file://" + source + "\"";
        String before = entries.putIfAbsent(entity, value);
        if (before != null && !before.equals(value)) {
          return refused(call, entity + " is registered with " + before);
        }
      } else if (entries.remove(entity) == null) {
        return refused(call, entity + " is not registered");
      }
      write(call, data, catalogue, entries);
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-xmlcatalog: " + FileAccess.reason(e));
    }
    return 0;
  }

  private static int refused(Invocation call, String reason) throws NotUnderstood {
    call.complain("update-xmlcatalog: " + reason + "\n");
    return 1;
  }

  private static SortedMap<String, String> read(Invocation call, String path)
      throws NotUnderstood, FileSystemException {
    SortedMap<String, String> entries = new TreeMap<>();
    if (call.tree().isRegularFile(path)) {
      for (String line : FileAccess.of(call).read(path).lines().toList()) {
        Matcher entry = LINE.matcher(line);
        if (!entry.matches()) {
          throw new NotUnderstood("update-xmlcatalog: a line of " + path + " is no entry");
        }
        entries.put(entry.group(1), entry.group(2));
      }
    }
    return entries;
  }

  /** In order, as {@code --sort} has it: without that, the program leaves the order to chance. */
  private static void write(
      Invocation call, String data, String catalogue, SortedMap<String, String> entries)
      throws NotUnderstood, FileSystemException {
    StringBuilder kept = new StringBuilder();
    StringBuilder text = new StringBuilder(FileAccess.of(call).read(TEMPLATE + "header"));
    entries.forEach((entity, value) -> {
      kept.append('<').append(entity).append("><").append(value).append(">\n");
      text.append('<').append(entity).append(' ').append(value).append("/>\n");
    });
    text.append(FileAccess.of(call).read(TEMPLATE + "footer"));
    if (call.tree().isRegularFile(catalogue)) {
      call.call(List.of("mv", "-f", catalogue, catalogue + ".old"), "");
    }
    if (entries.isEmpty()) {
      call.tree().remove(data);
      return;
    }
    put(call, data, kept.toString());
    put(call, catalogue, text.toString());
    call.note(new Invocation.Note.Did(catalogue));
  }

  private static void put(Invocation call, String path, String text) throws FileSystemException {
    call.tree().mkdirs(RawPath.parent(path), call.origin());
    call.tree().write(path, Content.ofRaw(text), Attributes.generated(0644, call.origin()));
  }
}
