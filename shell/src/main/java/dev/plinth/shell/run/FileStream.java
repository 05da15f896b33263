package dev.plinth.shell.run;

import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;

/**
 * An open file of the tree. Writing is kept back until somebody may look ({@link Session#flush}),
 * so that a loop of {@code echo}s costs one write.
 */
final class FileStream extends Stream {
  private final Session session;
  private final FileAccess files;
  private final String path;
  private final boolean append;
  private final boolean readable;
  private final boolean writable;
  private final StringBuilder pending = new StringBuilder();
  private int writeAt;
  private String text;
  private int readAt;

  /**
   * @param path canonical
   * @param text what can be read
   */
  private FileStream(
      Session session,
      FileAccess files,
      String path,
      boolean append,
      boolean readable,
      boolean writable,
      String text) {
    this.session = session;
    this.files = files;
    this.path = path;
    this.append = append;
    this.readable = readable;
    this.writable = writable;
    this.text = text;
  }

  static FileStream forReading(Session session, FileAccess files, String path, String text) {
    return new FileStream(session, files, path, false, true, false, text);
  }

  static FileStream forWriting(Session session, FileAccess files, String path, boolean append) {
    return new FileStream(session, files, path, append, false, true, "");
  }

  static FileStream forBoth(Session session, FileAccess files, String path, String text) {
    return new FileStream(session, files, path, false, true, true, text);
  }

  @Override
  boolean readable() {
    return readable;
  }

  @Override
  boolean writable() {
    return writable;
  }

  @Override
  int read() {
    return readAt < text.length() ? text.charAt(readAt++) : -1;
  }

  @Override
  String rest() {
    String rest = text.substring(readAt);
    readAt = text.length();
    return rest;
  }

  @Override
  void write(String more) throws NotUnderstood {
    if (more.isEmpty()) {
      return;
    }
    if (pending.isEmpty()) {
      session.dirty(this);
    }
    session.requireSize(pending.length() + (long) more.length());
    pending.append(more);
  }

  void flush() throws NotUnderstood {
    String more = pending.toString();
    pending.setLength(0);
    Tree tree = files.tree();
    if (more.isEmpty() || !tree.isRegularFile(path)) {
      return;
    }
    try {
      String old = new String(tree.content(path).bytes(), StandardCharsets.ISO_8859_1);
      session.requireSize(old.length() + (long) more.length());
      String now;
      if (append || writeAt == old.length()) {
        now = old.concat(more);
      } else {
        int end = writeAt + more.length();
        String head =
            writeAt <= old.length()
                ? old.substring(0, writeAt)
                : old + "\0".repeat(writeAt - old.length());
        now = head + more + (end < old.length() ? old.substring(end) : "");
      }
      writeAt += more.length();
      tree.write(path, Content.ofRaw(now), files.fresh(0666 & ~files.umask()));
    } catch (FileSystemException e) {
      throw new NotUnderstood("cannot write " + path + ": " + FileAccess.reason(e));
    }
  }
}
