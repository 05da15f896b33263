package dev.plinth.generate.mime;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What update-mime-database(1) makes of the source files in {@code packages} of its folder: by the
 * Shared MIME-info Database specification, byte for byte as the program of shared-mime-info 2.
 */
public final class MimeDatabase {
  private static final long LARGEST = 64L << 20;
  private static final String LAST = "Override.xml";

  /** The folders in which the program looks for types that are no more. */
  private static final Set<String> MEDIA =
      Set.of(
          "all",
          "uri",
          "print",
          "text",
          "application",
          "image",
          "audio",
          "inode",
          "video",
          "message",
          "model",
          "multipart",
          "x-content",
          "x-epoc",
          "x-scheme-handler",
          "font",
          "chemical");

  private MimeDatabase() {}

  /**
   * Makes the database anew.
   *
   * @param folder that has {@code packages}; {@code /usr/share/mime}
   * @param version of the program, which it writes down
   * @throws PlinthException with {@code BAD_INPUT} where a source holds what the program would
   *     complain of, or what is not modelled
   */
  public static void update(Tree tree, String folder, String version, Origin origin)
      throws FileSystemException {
    MimeData data = new MimeData();
    for (String name : sources(tree, folder + "/packages")) {
      String path = folder + "/packages/" + name;
      try {
        Content content = tree.content(path);
        if (content.size() > LARGEST) {
          throw wrong("it is too large");
        }
        MimeSource.read(content.bytes(), data);
      } catch (PlinthException e) {
        throw new PlinthException(e.code(), path + ": " + e.getMessage(), e.hint(), e);
      }
    }
    data.sort();
    MimeFiles files = new MimeFiles(data);
    Set<String> types = new TreeSet<>();
    for (String type : data.types.keys()) {
      String path = folder + "/" + type.toLowerCase(Locale.ROOT) + ".xml";
      types.add(path);
      tree.mkdirs(path.substring(0, path.lastIndexOf('/')), origin);
      write(tree, path, MimeFiles.type(type, data.types.of(type)), origin);
    }
    clear(tree, folder, types);
    for (Map.Entry<String, String> file : files.files().entrySet()) {
      write(tree, folder + "/" + file.getKey(), file.getValue(), origin);
    }
    tree.write(
        folder + "/mime.cache", Content.of(CacheFile.of(data)), Attributes.generated(0644, origin));
    write(tree, folder + "/version", version + "\n", origin);
  }

  private static List<String> sources(Tree tree, String folder) throws FileSystemException {
    List<String> names = new ArrayList<>();
    for (String name : tree.list(folder)) {
      if (name.endsWith(".xml") && !name.equals(LAST) && tree.isRegularFile(folder + "/" + name)) {
        names.add(name);
      }
    }
    Collections.sort(names);
    if (tree.isRegularFile(folder + "/" + LAST)) {
      names.add(LAST);
    }
    return names;
  }

  /** Takes away the files of types that are no more. */
  private static void clear(Tree tree, String folder, Set<String> types)
      throws FileSystemException {
    for (String media : MEDIA) {
      String below = folder + "/" + media;
      for (String name : tree.isDirectory(below) ? tree.list(below) : List.<String>of()) {
        String path = below + "/" + name;
        if (name.endsWith(".xml") && !types.contains(path)) {
          tree.remove(path);
        }
      }
    }
  }

  private static void write(Tree tree, String path, String text, Origin origin)
      throws FileSystemException {
    tree.write(path, Content.ofRaw(text), Attributes.generated(0644, origin));
  }

  static PlinthException wrong(String what) {
    return new PlinthException(ErrorCode.BAD_INPUT, what, "correct it, or leave the package out");
  }
}
