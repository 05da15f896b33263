package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ucf(1), never asked: a file that was changed by hand stays, the new one lies beside it. */
final class Ucf implements Command {
  static final String HASHES = "hashfile";
  private static final int MOST_CACHED = 25600;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--three-way", "--debconf-ok", "-p", "--purge", "-v", "--verbose"),
            Set.of("--sum-file", "-s", "--src-dir", "--debconf-template"));
    UcfFiles files = new UcfFiles(call);
    List<String> words = options.operands();
    try {
      if (options.has("-p", "--purge") && words.size() == 1) {
        return purge(call, files, real(call, words.getFirst()));
      }
      if (words.size() != 2) {
        throw Options.unknown(call.arguments(), "the form of the call");
      }
      FileAccess access = FileAccess.of(call);
      String fresh = access.absolute(words.get(0));
      return update(call, files, options, fresh, real(call, access.absolute(words.get(1))));
    } catch (FileSystemException e) {
      throw new NotUnderstood("ucf: " + FileAccess.reason(e));
    }
  }

  private static int purge(Invocation call, UcfFiles files, String path)
      throws NotUnderstood, FileSystemException {
    files.replace(HASHES, path, "");
    String cached = cached(path);
    if (call.tree().isRegularFile(cached)) {
      call.tree().remove(cached);
    }
    return 0;
  }

  private static String cached(String path) {
    return UcfFiles.STATE + "/cache/" + path.replace('/', ':');
  }

  private static int update(
      Invocation call, UcfFiles files, Options options, String fresh, String path)
      throws NotUnderstood, FileSystemException {
    String freshSum = md5(call.tree().content(fresh));
    Optional<String> line = files.line(HASHES, path);
    String last = line.isPresent() ? line.get().split("\\s")[0] : "";
    if (!call.tree().isRegularFile(path)) {
      if (!last.isEmpty()) {
        // It was deleted by hand, and stays so.
        return 0;
      }
      files.copy(fresh, path);
      call.note(new Invocation.Note.Did("configuration file " + path));
      record(call, files, options, fresh, path, freshSum);
      return 0;
    }
    String current = md5(call.tree().content(path));
    boolean known = current.equals(last) || (last.isEmpty() && historical(call, options, current));
    if (last.equals(freshSum)) {
      return 0;
    }
    if (known && !current.equals(freshSum)) {
      call.call(List.of("cp", "-f", fresh, path), "");
      call.note(new Invocation.Note.Did("configuration file " + path));
    } else if (!current.equals(freshSum)) {
      files.copy(fresh, path + ".ucf-dist");
      call.note(new Invocation.Note.Did("configuration file " + path + ".ucf-dist"));
    }
    record(call, files, options, fresh, path, freshSum);
    return 0;
  }

  /** Whether the file is one that an older version had, as the package's list says. */
  private static boolean historical(Invocation call, Options options, String sum)
      throws FileSystemException {
    Optional<String> list = options.value("--sum-file", "-s");
    if (list.isEmpty() || !call.tree().isRegularFile(list.get())) {
      return false;
    }
    return new String(call.tree().content(list.get()).bytes(), StandardCharsets.ISO_8859_1)
        .lines()
        .anyMatch(entry -> entry.startsWith(sum));
  }

  private static void record(
      Invocation call, UcfFiles files, Options options, String fresh, String path, String sum)
      throws NotUnderstood, FileSystemException {
    files.replace(HASHES, path, sum + "  " + path);
    boolean small = call.tree().content(fresh).size() < MOST_CACHED;
    if (options.has("--three-way") || small) {
      call.tree().mkdirs(UcfFiles.STATE + "/cache", call.origin());
      files.copy(fresh, cached(path));
    }
  }

  /** The path with links followed; nothing of it need exist. */
  static String real(Invocation call, String path) throws NotUnderstood {
    try {
      return call.tree().canonical(path, true);
    } catch (FileSystemException e) {
      return path;
    }
  }

  static String md5(Content content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
