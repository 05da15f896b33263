package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Set;

/** Commands whose effect does not belong into an image: left out, with the reason. */
final class Outside {
  private Outside() {}

  private static int leaveOut(Invocation call, String what, String reason) {
    call.note(new Note.LeftOut(what, reason));
    return 0;
  }

  /** sysctl(8) sets what the kernel of the machine has. */
  static int sysctl(Invocation call) throws NotUnderstood {
    Options.parse(
        call.arguments(), Set.of("-q", "--quiet", "-w", "-e", "--system", "-p", "-n"), Set.of());
    return leaveOut(call, "kernel settings", "they belong to the machine that runs the image");
  }

  /** make-ssl-cert(8) makes a key pair for the host's name. */
  static int certificate(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("--force-overwrite", "--no-overwrite"), Set.of());
    if (!options.operands().equals(List.of("generate-default-snakeoil"))) {
      throw Options.unknown(call.arguments(), "this call");
    }
    return leaveOut(
        call,
        "a self-signed certificate and its private key",
        "a private key in an image is known to all who have the image");
  }

  /** mknod(1): device nodes are the container runtime's. */
  static int node(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of(), Set.of("-m", "--mode"));
    List<String> words = options.operands();
    if (words.size() != 4 || !words.get(1).matches("[bcu]")) {
      throw Options.unknown(call.arguments(), "anything but a device");
    }
    return leaveOut(call, "the device " + words.getFirst(), "whoever runs the image gives devices");
  }

  /** hostname(1): an image has no name; nobody answers for it. */
  static int hostname(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-f", "--fqdn", "--long", "-s", "--short", "-d", "--domain", "-y", "--yp", "--nis"),
            Set.of());
    if (!options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "a name that is set");
    }
    call.complain("hostname: Name or service not known\n");
    return 1;
  }

  /** dbus-uuidgen(1) makes what a machine is known by. */
  static int identity(Invocation call) throws NotUnderstood {
    Options.parse(call.arguments(), Set.of("--ensure"), Set.of());
    return leaveOut(
        call,
        "/var/lib/dbus/machine-id",
        "an identity in an image would be that of every container");
  }

  /** mandb(8): its index is a database whose bytes differ from run to run. */
  static int manuals(Invocation call) throws NotUnderstood {
    Options.parse(
        call.arguments(), Set.of("-p", "-q", "--quiet", "-c", "--create", "--no-purge"), Set.of());
    return leaveOut(call, "the index of manual pages", "man finds pages without it");
  }

  /** systemd-hwdb(8) makes of the lists of devices what udev reads. */
  static int hardware(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("--usr", "-s"), Set.of());
    if (!options.operands().equals(List.of("update"))) {
      throw Options.unknown(call.arguments(), "this call");
    }
    return leaveOut(call, "the table of devices", "udev belongs to the machine below");
  }

  /** helpztags(1) makes tags of the texts in folders, and passes over those that are not there. */
  static int helpTags(Invocation call) throws NotUnderstood {
    for (String folder : Options.parse(call.arguments(), Set.of(), Set.of()).operands()) {
      if (call.tree().isDirectory(folder)) {
        throw Options.unknown(call.arguments(), "a folder that is there");
      }
    }
    return 0;
  }

  /** mariadb-install-db(1) runs the server to make its first databases. */
  static int database(Invocation call) {
    return leaveOut(
        call,
        "the first databases in /var/lib/mysql",
        "data belongs to a container: it runs mariadb-install-db when it first starts");
  }

  /** Caches of fonts and icons, which programs do without and which hold times of files. */
  static int cache(Invocation call) throws NotUnderstood {
    Options.parse(
        call.arguments(),
        Set.of("-s", "-f", "-v", "-r", "-q", "-t", "--force", "--quiet", "--ignore-theme-index"),
        Set.of("-y"));
    return leaveOut(
        call,
        "the cache that " + RawPath.name(call.arguments().getFirst()) + " makes",
        "it names times of files, and programs do without");
  }

  /** df(1) reads the table of mounted file systems, which an image does not have. */
  static int df(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--portability", "-P", "-k", "-h", "-T", "-l", "-a", "-m", "-B1", "-Pk", "-kP"),
            Set.of("--output", "-t", "-x", "--type", "--block-size"));
    if (options.has("--portability")) {
      // Asked for the folder of a database, whether there is room.
      call.print("Filesystem 1024-blocks Used Available Capacity Mounted on\n");
      call.print("- 16777216 0 16777216 0% /\n");
      return 0;
    }
    call.complain("df: cannot read table of mounted file systems: No such file or directory\n");
    return 1;
  }
}
