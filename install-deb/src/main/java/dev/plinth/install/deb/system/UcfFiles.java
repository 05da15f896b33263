package dev.plinth.install.deb.system;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of ucf below {@code /var/lib/ucf}: one text each, with up to eight older ones. */
final class UcfFiles {
  static final String STATE = "/var/lib/ucf";
  private static final String PROGRAM = "/usr/bin/ucf";
  private static final int OLDEST = 7;

  private final Invocation call;

  UcfFiles(Invocation call) {
    this.call = call;
  }

  /** The line that ends in {@code path} after a blank. */
  Optional<String> line(String file, String path) throws NotUnderstood {
    return read(file).flatMap(text -> text.lines().filter(line -> isAbout(line, path)).findFirst());
  }

  /** The paths of a package's configuration files. */
  List<String> registered(String packageName) throws NotUnderstood {
    List<String> paths = new ArrayList<>();
    for (String line : read(Ucfr.REGISTRY).orElse("").lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 2 && words[0].equals(packageName)) {
        paths.add(words[1]);
      }
    }
    return paths;
  }

  private static boolean isAbout(String line, String path) {
    int before = line.length() - path.length() - 1;
    return before >= 0 && line.endsWith(path) && Character.isWhitespace(line.charAt(before));
  }

  /**
   * Replaces the line about {@code path}, and keeps what was there before.
   *
   * @param line the new one; empty to remove it
   */
  void replace(String file, String path, String line) throws NotUnderstood {
    for (int i = rotates(file) ? OLDEST - 1 : -1; i >= 0; i--) {
      if (read(file + "." + i).isPresent()) {
        copy(STATE + "/" + file + "." + i, STATE + "/" + file + "." + (i + 1));
      }
    }
    Optional<String> old = read(file);
    if (old.isPresent()) {
      copy(STATE + "/" + file, STATE + "/" + file + ".0");
    }
    StringBuilder text = new StringBuilder();
    for (String kept : old.orElse("").lines().toList()) {
      if (!isAbout(kept, path)) {
        text.append(kept).append('\n');
      }
    }
    if (!line.isEmpty()) {
      text.append(line).append('\n');
    }
    write(file, text.toString());
  }

  /** Trixie's ucf (3.0052) keeps only the last hashes, bookworm's (3.0043) eight lists. */
  private boolean rotates(String file) throws NotUnderstood {
    if (!file.equals(Ucf.HASHES) || !call.tree().isRegularFile(PROGRAM)) {
      return true;
    }
    try {
      byte[] text = call.tree().content(PROGRAM).bytes();
      return !new String(text, StandardCharsets.ISO_8859_1).contains("dest_file_bre");
    } catch (FileSystemException e) {
      throw new NotUnderstood("ucf: " + PROGRAM + ": " + FileAccess.reason(e));
    }
  }

  void touch(String file) throws NotUnderstood {
    if (read(file).isEmpty()) {
      write(file, "");
    }
  }

  /** cp -pf. */
  void copy(String from, String to) throws NotUnderstood {
    call.call(List.of("cp", "-pf", from, to), "");
  }

  private Optional<String> read(String file) throws NotUnderstood {
    String path = STATE + "/" + file;
    if (!call.tree().isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(call.tree().content(path).bytes(), StandardCharsets.ISO_8859_1));
    } catch (FileSystemException e) {
      throw new NotUnderstood("ucf: " + path + ": " + FileAccess.reason(e));
    }
  }

  private void write(String file, String text) throws NotUnderstood {
    String path = STATE + "/" + file;
    try {
      call.tree().mkdirs(STATE, call.origin());
      call.tree().write(path, Content.ofRaw(text), Attributes.generated(0644, call.origin()));
    } catch (FileSystemException e) {
      throw new NotUnderstood("ucf: " + path + ": " + FileAccess.reason(e));
    }
  }
}
