package dev.plinth.evidence.files;

import dev.plinth.archive.TarEntry;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.rootfs.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The predicate of a list of files. Members that have the usual value are left out: owner 0, size
 * 0, no link. A path that is not UTF-8 is written as {@code rawPath}, in hexadecimal.
 */
public final class FileListJson {
  private static final EnumMap<TarEntry.Type, String> TYPES = new EnumMap<>(TarEntry.Type.class);

  static {
    for (TarEntry.Type type : TarEntry.Type.values()) {
      TYPES.put(type, type.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private FileListJson() {}

  /** The same list gives the same members in the same order. */
  public static ObjectNode write(FileList list) {
    ObjectNode top = JsonText.object();
    top.put("platform", list.platform().toString());
    ArrayNode layers = top.putArray("layers");
    for (ListedLayer layer : list.layers()) {
      ObjectNode node = layers.addObject();
      node.put("digest", layer.digest().toString());
      node.put("diffId", layer.diffId().toString());
      node.put("name", layer.name());
      number(node, "depth", layer.depth());
      ArrayNode files = node.putArray("files");
      layer.files().forEach(file -> write(file, files.addObject()));
    }
    return top;
  }

  private static void write(ListedFile file, ObjectNode node) {
    raw(node, "path", file.path());
    node.put("type", TYPES.get(file.type()));
    node.put("mode", octal(file.mode()));
    number(node, "uid", file.uid());
    number(node, "gid", file.gid());
    number(node, "size", file.size());
    number(node, "mtime", file.mtime());
    file.sha256().ifPresent(digest -> node.put("sha256", digest.hex()));
    if (!file.link().isEmpty()) {
      raw(node, "link", file.link());
    }
    if (!file.xattrs().isEmpty()) {
      ObjectNode xattrs = node.putObject("xattrs");
      file.xattrs().forEach(xattrs::put);
    }
    if (!file.from().isEmpty()) {
      node.put("from", file.from());
    }
  }

  /** At least four digits; a formatter would take longer than all else of a file. */
  static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return digits.length() >= 4 ? digits : "0000".substring(digits.length()) + digits;
  }

  private static void number(ObjectNode node, String name, long value) {
    if (value != 0) {
      node.put(name, value);
    }
  }

  private static void raw(ObjectNode node, String name, String raw) {
    String text = RawPath.toText(raw);
    if (RawPath.ofText(text).equals(raw)) {
      node.put(name, text);
    } else {
      String upper = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
      node.put("raw" + upper, HexFormat.of().formatHex(bytes));
    }
  }

  /** Reads it; what is missing or wrong is a {@code BAD_INPUT} error that names the member. */
  public static FileList read(Members json) {
    List<ListedLayer> layers = new ArrayList<>();
    for (Members layer : json.objects("layers")) {
      List<ListedFile> files = new ArrayList<>();
      layer.objects("files").forEach(file -> files.add(file(file)));
      layers.add(
          new ListedLayer(
              layer.digest("digest"),
              layer.digest("diffId"),
              layer.textOrEmpty("name"),
              (int) Math.min(optional(layer, "depth"), Integer.MAX_VALUE),
              files));
    }
    return new FileList(platform(json), layers);
  }

  private static Platform platform(Members json) {
    try {
      return Platform.parse(json.text("platform"));
    } catch (PlinthException e) {
      throw json.problem("platform", "is no platform");
    }
  }

  private static ListedFile file(Members json) {
    SortedMap<String, String> xattrs = json.textMap("xattrs");
    return new ListedFile(
        raw(json, "path").orElseThrow(() -> json.problem("path", "is missing")),
        type(json),
        mode(json),
        optional(json, "uid"),
        optional(json, "gid"),
        optional(json, "size"),
        optional(json, "mtime"),
        json.optionalText("sha256").map(hex -> sha256(json, hex)),
        raw(json, "link").orElse(""),
        xattrs,
        json.textOrEmpty("from"));
  }

  private static Digest sha256(Members json, String hex) {
    try {
      return Digest.sha256(hex);
    } catch (PlinthException | IllegalArgumentException e) {
      throw json.problem("sha256", "is not a digest");
    }
  }

  private static TarEntry.Type type(Members json) {
    String name = json.text("type").toUpperCase(Locale.ROOT).replace('-', '_');
    try {
      return TarEntry.Type.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw json.problem("type", "is no kind of file");
    }
  }

  private static int mode(Members json) {
    String text = json.text("mode");
    if (!text.matches("[0-7]{4}")) {
      throw json.problem("mode", "is not four octal digits");
    }
    return Integer.parseInt(text, 8);
  }

  private static long optional(Members json, String name) {
    return json.has(name) ? json.size(name) : 0;
  }

  private static Optional<String> raw(Members json, String name) {
    String rawName = "raw" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    Optional<String> hex = json.optionalText(rawName);
    if (hex.isEmpty()) {
      return json.optionalText(name).map(RawPath::ofText);
    }
    try {
      return Optional.of(
          new String(HexFormat.of().parseHex(hex.get()), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "a list of files has a " + rawName + " that is not hexadecimal",
          "the evidence is malformed: get the image again",
          e);
    }
  }
}
