package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Set;

/** Commands whose effect does not belong into an image: left out, with the reason. */
final class Outside {
  private Outside() {}

  /** sysctl(8) sets what the kernel of the machine has. */
  static int sysctl(Invocation call) throws NotUnderstood {
    Options.parse(
        call.arguments(), Set.of("-q", "--quiet", "-w", "-e", "--system", "-p", "-n"), Set.of());
    call.note(
        new Note.LeftOut("kernel settings", "they belong to the machine that runs the image"));
    return 0;
  }

  /** make-ssl-cert(8) makes a key pair for the host's name. */
  static int certificate(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of("--force-overwrite", "--no-overwrite"), Set.of());
    if (!options.operands().equals(List.of("generate-default-snakeoil"))) {
      throw Options.unknown(call.arguments(), "this call");
    }
    call.note(
        new Note.LeftOut(
            "a self-signed certificate and its private key",
            "a private key in an image is known to all who have the image"));
    return 0;
  }

  /** df(1) reads the table of mounted file systems, which an image does not have. */
  static int df(Invocation call) throws NotUnderstood {
    Options.parse(
        call.arguments(),
        Set.of("-P", "-k", "-h", "-T", "-l", "-a", "-m", "-B1", "-Pk", "-kP"),
        Set.of("--output", "-t", "-x", "--type", "--block-size"));
    call.complain("df: cannot read table of mounted file systems: No such file or directory\n");
    return 1;
  }
}
