package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys and other secrets that scripts make for the machine they run on. In an image they would be
 * known to all who have it: they lie empty in the tree while packages are configured, since scripts
 * go on to set their owners, and are gone in the end.
 */
public final class Secrets {
  private static final String REASON = "a secret in an image is known to all who have the image";
  private static final String SSH = "/etc/ssh/ssh_host_";
  private static final List<String> SSH_TYPES = List.of("rsa", "ecdsa", "ed25519");

  private final SortedSet<String> made = new TreeSet<>();

  /** Takes them out of the tree; called when all packages are configured. */
  public void remove(Tree tree) throws FileSystemException {
    for (String path : made) {
      if (tree.lstat(path).isPresent()) {
        tree.remove(path);
      }
    }
  }

  @Nullable Command find(String name) {
    return switch (name) {
      case "dd" -> this::random;
      case "openssl" -> this::openssl;
      case "rndc-confgen" -> this::rndc;
      case "ssh-keygen" -> this::sshKey;
      case "sshd", "sshd.session-split" -> Secrets::hostKeys;
      default -> null;
    };
  }

  private void make(Invocation call, String path, int mode) throws NotUnderstood {
    String file = FileAccess.of(call).absolute(path);
    try {
      if (call.tree().lstat(file).isEmpty()) {
        Attributes attributes = Attributes.generated(mode & ~call.umask(), call.origin());
        call.tree().write(file, Content.ofRaw(""), attributes);
        made.add(call.tree().canonical(file, true));
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood(
          call.arguments().getFirst() + ": " + path + ": " + FileAccess.reason(e));
    }
    call.note(new Invocation.Note.LeftOut(path, REASON));
  }

  /** dd(1) of random bytes into a file. */
  private int random(Invocation call) throws NotUnderstood {
    String from = "";
    String to = "";
    for (String word : call.arguments().subList(1, call.arguments().size())) {
      int equals = Math.max(0, word.indexOf('='));
      switch (word.substring(0, equals)) {
        case "if" -> from = word.substring(equals + 1);
        case "of" -> to = word.substring(equals + 1);
        case "bs", "count", "status" -> {}
        default -> throw Options.unknown(call.arguments(), word);
      }
    }
    if (!from.matches("/dev/u?random") || to.isEmpty()) {
      throw Options.unknown(call.arguments(), "anything but random bytes into a file");
    }
    make(call, to, 0666);
    return 0;
  }

  /** openssl(1), where it makes random bytes, keys or certificates of such keys. */
  private int openssl(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    String what = words.size() > 1 ? words.get(1) : "";
    switch (what) {
      case "rand", "genrsa", "genpkey", "req", "dhparam", "ecparam" -> {}
      case "x509", "rsa", "verify" -> {
        // Scripts look so at certificates that others made.
        call.tree();
        throw new NotUnderstood("openssl " + what + " is not modelled");
      }
      default -> throw Options.unknown(words, "'" + what + "'");
    }
    List<String> files = new ArrayList<>();
    for (int i = 2; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-out") || words.get(i).equals("-keyout")) {
        files.add(words.get(i + 1));
      }
    }
    if (files.isEmpty()) {
      throw Options.unknown(words, "a secret that is printed");
    }
    for (String file : files) {
      make(call, file, 0600);
    }
    return 0;
  }

  /** rndc-confgen(8): the key by which rndc and named know each other. */
  private int rndc(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("-a", "-q"), Set.of("-c", "-b", "-A", "-k", "-u", "-t"));
    if (!options.has("-a")) {
      throw Options.unknown(call.arguments(), "a key that is printed");
    }
    make(call, options.value("-c").orElse("/etc/bind/rndc.key"), 0600);
    return 0;
  }

  /** ssh-keygen(1), as far as it makes keys, and shows the fingerprints of those. */
  private int sshKey(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("-q", "-l", "-A"), Set.of("-f", "-N", "-t", "-b", "-C", "-h"));
    if (!options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    if (options.has("-l")) {
      return 0;
    }
    List<String> files = new ArrayList<>();
    if (options.has("-A")) {
      SSH_TYPES.forEach(type -> files.add(SSH + type + "_key"));
    } else {
      files.add(
          options
              .value("-f")
              .orElseThrow(() -> Options.unknown(call.arguments(), "a key without a file")));
    }
    for (String file : files) {
      make(call, file, 0600);
      make(call, file + ".pub", 0644);
    }
    return 0;
  }

  /**
   * {@code sshd -G} says what sshd takes its configuration for (sshd(8)); of that only the files of
   * its host keys are known.
   */
  private static int hostKeys(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("-G", "-T"), Set.of());
    if (!options.has("-G", "-T")) {
      throw Options.unknown(call.arguments(), "this call");
    }
    List<String> files = new ArrayList<>();
    try {
      String path = "/etc/ssh/sshd_config";
      String text = call.tree().isRegularFile(path) ? FileAccess.of(call).read(path) : "";
      for (String line : text.split("\n", -1)) {
        String[] words = line.strip().split("[ \t=]+", 2);
        if (words.length == 2 && words[0].equalsIgnoreCase("HostKey")) {
          files.add(words[1].strip());
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("sshd: " + FileAccess.reason(e));
    }
    if (files.isEmpty()) {
      SSH_TYPES.forEach(type -> files.add(SSH + type + "_key"));
    }
    for (String file : files) {
      call.print("hostkey " + file + "\n");
    }
    return 0;
  }
}
