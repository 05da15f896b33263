package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code systemd-tmpfiles --create}: folders, files and links that a machine makes when it starts.
 */
final class Tmpfiles implements Command {
  /** EX_DATAERR: lines that cannot be used are passed over. */
  private static final int BAD_LINE = 65;

  private static final String MAKERS = "dDvqQfFL";
  private static final List<String> FOLDERS =
      List.of("/etc/tmpfiles.d/", "/run/tmpfiles.d/", "/usr/lib/tmpfiles.d/");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--create", "--remove", "--clean", "--boot"),
            Set.of("--root", "--prefix", "--exclude-prefix"));
    if (!options.value("--root").orElse("").isEmpty() || options.has("--prefix", "--clean")) {
      throw Options.unknown(call.arguments(), "this call");
    }
    if (!options.has("--create")) {
      return 0;
    }
    Links links = new Links(call);
    // Of several lines that make the same path the first counts.
    Set<String> made = new HashSet<>();
    int status = 0;
    for (String name : options.operands()) {
      Optional<String> text = Optional.empty();
      for (String folder : name.startsWith("/") ? List.of("") : FOLDERS) {
        text = text.isPresent() ? text : links.read(folder + name);
      }
      for (TmpfilesLine line :
          TmpfilesLine.parse(
              text.orElseThrow(() -> new NotUnderstood("systemd-tmpfiles: there is no " + name)))) {
        if (!isSomebody(call, line)) {
          call.complain(
              "systemd-tmpfiles: " + line.path() + " would be somebody's who is not here\n");
          status = BAD_LINE;
        } else if (MAKERS.indexOf(line.type()) < 0 || made.add(line.path())) {
          create(call, links, line);
        }
      }
    }
    return status;
  }

  private static boolean isSomebody(Invocation call, TmpfilesLine line) throws NotUnderstood {
    TmpfilesLine named = line.made();
    FileAccess files = FileAccess.of(call);
    return (named.user().isEmpty() || user(files, named.user()).isPresent())
        && (named.group().isEmpty() || group(files, named.group()).isPresent());
  }

  private static void create(Invocation call, Links links, TmpfilesLine line) throws NotUnderstood {
    String text = line.path() + line.argument();
    if (line.modifiers().indexOf('^') >= 0) {
      // An image has no credentials.
      return;
    }
    if (text.contains("%m") || text.contains("%b")) {
      call.note(
          new Invocation.Note.LeftOut(
              line.path(), "an image has the identity of no machine, and of no start of one"));
      return;
    }
    if (text.indexOf('%') >= 0) {
      throw new NotUnderstood(
          "systemd-tmpfiles: specifiers as in '" + line.path() + "' are not modelled");
    }
    if (line.modifiers().indexOf('!') >= 0) {
      // Only while a machine starts.
      return;
    }
    try {
      switch (line.type()) {
        case 'd', 'D', 'v', 'q', 'Q' -> folder(call, line);
        case 'e', 'z', 'Z', 'm' -> adjust(call, links, line);
        case 'f', 'F' -> file(call, line);
        case 'L' -> link(call, links, line);
        case 'x', 'X', 'r', 'R' -> {}
        case 'C' -> copy(call, line);
        case 'a', 'A', 't', 'T', 'h', 'H' ->
            call.note(
                new Invocation.Note.LeftOut(
                    "the access list or attributes of " + line.path(),
                    "layers of an image do not carry them"));
        default ->
            throw new NotUnderstood(
                "systemd-tmpfiles: lines of type '" + line.type() + "' are not modelled");
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("systemd-tmpfiles: " + line.path() + ": " + FileAccess.reason(e));
    }
  }

  private static void folder(Invocation call, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    boolean made = !call.tree().isDirectory(line.path());
    if (made) {
      call.tree().mkdirs(RawPath.parent(line.path()), call.origin());
      call.tree().put(line.path(), new Node.Directory(Attributes.generated(0755, call.origin())));
      call.note(new Invocation.Note.Did("folder " + line.path()));
    }
    attributes(call, line.path(), made ? line.made() : line.kept());
  }

  private static void file(Invocation call, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    boolean replace = line.type() == 'F' || line.modifiers().indexOf('+') >= 0;
    boolean made = call.tree().stat(line.path()).isEmpty();
    if (made || replace) {
      call.tree().mkdirs(RawPath.parent(line.path()), call.origin());
      call.tree()
          .write(
              line.path(),
              Content.ofRaw(line.argument()),
              Attributes.generated(0644, call.origin()));
    }
    attributes(call, line.path(), made ? line.made() : line.kept());
  }

  private static void copy(Invocation call, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    String source =
        line.argument().isEmpty() ? "/usr/share/factory" + line.path() : line.argument();
    if (call.tree().stat(source).isEmpty() || call.tree().stat(line.path()).isPresent()) {
      return;
    }
    call.tree().mkdirs(RawPath.parent(line.path()), call.origin());
    if (call.call(List.of("cp", "-R", "-p", source, line.path()), "") != 0) {
      throw new NotUnderstood("systemd-tmpfiles: " + source + " cannot be copied");
    }
    attributes(call, line.path(), line.made());
  }

  private static void link(Invocation call, Links links, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    String target =
        line.argument().isEmpty() ? "/usr/share/factory" + line.path() : line.argument();
    if (line.modifiers().indexOf('+') >= 0) {
      call.tree().removeAll(line.path());
    }
    if (line.modifiers().indexOf('?') < 0 || call.tree().stat(target).isPresent()) {
      links.link(line.path(), target);
    }
  }

  /** Mode and owner of what stands there; names may hold patterns in their last element. */
  private static void adjust(Invocation call, Links links, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    String folder = RawPath.parent(line.path());
    String pattern = RawPath.name(line.path());
    if (folder.indexOf('*') >= 0) {
      throw new NotUnderstood("systemd-tmpfiles: the pattern " + line.path() + " is not modelled");
    }
    List<String> found = new ArrayList<>();
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      found.add(line.path());
    } else {
      for (String name : links.list(folder)) {
        if (Glob.matches(pattern, name)) {
          found.add(RawPath.join(folder, name));
        }
      }
    }
    for (String path : found) {
      if (call.tree().stat(path).isPresent()) {
        attributes(call, path, line.kept());
      }
    }
  }

  private static void attributes(Invocation call, String path, TmpfilesLine line)
      throws FileSystemException, NotUnderstood {
    FileAccess files = FileAccess.of(call);
    Optional<Integer> uid = user(files, line.user());
    Optional<Integer> gid = group(files, line.group());
    String mode = line.mode().replace("~", "");
    if (!mode.isEmpty() && !mode.matches("[0-7]{3,5}")) {
      throw new NotUnderstood("systemd-tmpfiles: the mode '" + line.mode() + "' is not modelled");
    }
    call.tree()
        .change(
            path,
            true,
            old ->
                old.withOwner(uid.orElse(old.uid()), gid.orElse(old.gid()))
                    .withMode(mode.isEmpty() ? old.mode() : Integer.parseInt(mode, 8) & 07777));
  }

  /** A user's number, by name or as it is; empty for nobody. */
  private static Optional<Integer> user(FileAccess files, String name) throws NotUnderstood {
    return isNumber(name)
        ? Optional.of(Integer.parseInt(name))
        : Accounts.user(files, name).map(Accounts.User::uid);
  }

  private static Optional<Integer> group(FileAccess files, String name) throws NotUnderstood {
    return isNumber(name)
        ? Optional.of(Integer.parseInt(name))
        : Accounts.group(files, name).map(Accounts.Group::gid);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }
}
