package dev.plinth.shell.files;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;

/**
 * The tree as a process sees it: relative paths, a umask, an origin for what it makes, and the
 * devices that every container has.
 *
 * @param directory absolute working directory
 */
public record FileAccess(Tree tree, String directory, int umask, Origin origin) {
  private static final long MOST_BYTES = 64 << 20;

  public static FileAccess of(Invocation call) {
    return new FileAccess(call.tree(), call.directory(), call.umask(), call.origin());
  }

  /** {@code path} from the root; not normalized, so that {@code ..} is taken after links. */
  public String absolute(String path) {
    return path.startsWith("/")
        ? path
        : directory.equals("/") ? "/" + path : directory + "/" + path;
  }

  /** The node, a link at the end not followed. */
  public Optional<Node> lstat(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node> node = tree.lstat(absolute(path));
    return path.endsWith("/") ? node.filter(Directory.class::isInstance) : node;
  }

  /** The node that the path leads to. */
  public Optional<Node> stat(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node> node = tree.stat(absolute(path));
    return path.endsWith("/") ? node.filter(Directory.class::isInstance) : node;
  }

  public boolean isDirectory(String path) {
    return stat(path).filter(Directory.class::isInstance).isPresent();
  }

  public boolean isRegularFile(String path) {
    return stat(path).filter(RegularFile.class::isInstance).isPresent();
  }

  public boolean exists(String path) {
    return stat(path).isPresent() || Device.at(absolute(path)) != null;
  }

  /** All bytes of a file, one char a byte; what {@code /dev/null} holds is nothing. */
  public String read(String path) throws FileSystemException, NotUnderstood {
    if (path.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    Device device = Device.at(absolute(path));
    if (device != null) {
      return device.read(path);
    }
    if (path.endsWith("/") && tree.isRegularFile(absolute(path))) {
      throw new NotDirectoryException(path);
    }
    Content content = tree.content(absolute(path));
    if (content.size() > MOST_BYTES) {
      throw new NotUnderstood(path + " is too large to be read by a script");
    }
    return new String(content.bytes(), StandardCharsets.ISO_8859_1);
  }

  /** The names in a directory, in byte order. */
  public List<String> list(String path) throws FileSystemException {
    return tree.list(absolute(path));
  }

  /** Writes or makes a regular file with mode 0666 less the umask; a link is followed. */
  public void write(String path, String text) throws FileSystemException, NotUnderstood {
    write(path, text, 0666 & ~umask);
  }

  /** As {@link #write(String, String)}, with the mode of a file that is new. */
  public void write(String path, String text, int mode) throws FileSystemException, NotUnderstood {
    if (path.isEmpty()) {
      throw new NoSuchFileException(path);
    }
    Device device = Device.at(absolute(path));
    if (device != null) {
      device.write(path);
      return;
    }
    if (path.endsWith("/")) {
      throw new FileSystemException(path, null, "Is a directory");
    }
    tree.write(absolute(path), Content.ofRaw(text), fresh(mode));
  }

  /** Attributes of a node that this process makes. */
  public Attributes fresh(int mode) {
    return Attributes.generated(mode, origin);
  }

  /** The words of strerror(3) for a failure. */
  public static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof NotDirectoryException) {
      return "Not a directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "File exists";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "Directory not empty";
    }
    if (e instanceof FileSystemLoopException) {
      return "Too many levels of symbolic links";
    }
    String reason = e.getReason();
    return reason == null ? "Invalid argument" : reason;
  }
}
