package dev.plinth.install.deb.system;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;

/** Python, as far as scripts have it compile modules to bytecode, which is left out. */
final class Python implements Command {
  static boolean isNamed(String name) {
    return name.matches("python[23](\\.[0-9]+)?|pypy3?");
  }

  /** py3compile(1) and its kin. */
  static boolean isCompiler(String name) {
    return name.equals("py3compile") || name.equals("pycompile") || name.equals("pypy3compile");
  }

  static boolean isCleaner(String name) {
    return name.equals("py3clean") || name.equals("pyclean") || name.equals("pypy3clean");
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    int at = 1;
    while (at < words.size() && words.get(at).matches("-[ESOI]+")) {
      at++;
    }
    boolean compiles =
        isCompiler(RawPath.name(words.getFirst()))
            || (at < words.size() && RawPath.name(words.get(at)).equals("py_compile.py"));
    if (!compiles) {
      throw new NotUnderstood("programs for " + words.getFirst() + " are not modelled");
    }
    call.note(
        new Invocation.Note.LeftOut(
            "bytecode of Python modules",
            "Python compiles what it imports; bytecode holds times and doubles the size"));
    return 0;
  }
}
