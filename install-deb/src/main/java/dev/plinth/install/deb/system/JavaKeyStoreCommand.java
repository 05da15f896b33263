package dev.plinth.install.deb.system;

import dev.plinth.generate.JavaKeyStore;
import dev.plinth.model.PlinthException;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two Java programs that scripts run: the one of ca-certificates-java, which applies changes
 * from its standard input to the key store, and keytool where it lists that key store.
 */
final class JavaKeyStoreCommand implements Command {
  private static final String JAR = "/usr/share/ca-certificates-java/ca-certificates-java.jar";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    try {
      if (words.getFirst().endsWith("keytool")) {
        return list(call, words);
      }
      if (words.equals(List.of(words.getFirst(), "-version"))) {
        call.complain("openjdk version\n");
        return 0;
      }
      int jar = words.indexOf("-jar");
      boolean heap = jar == 1 || (jar == 2 && words.get(1).startsWith("-Xmx"));
      if (!heap
          || words.size() != jar + 4
          || !words.get(jar + 1).equals(JAR)
          || !words.get(jar + 2).equals("-storepass")) {
        throw new NotUnderstood("'" + String.join(" ", words) + "' is not modelled");
      }
      List<String> changes = List.of(call.input().split("\n"));
      JavaKeyStore.apply(call.tree(), changes, words.get(jar + 3), call.origin());
      call.note(new Invocation.Note.Did(JavaKeyStore.PATH + ": " + changes.size() + " changes"));
      return 0;
    } catch (PlinthException e) {
      throw SystemCommands.failed(call, e);
    }
  }

  private static int list(Invocation call, List<String> words) throws NotUnderstood {
    int password = words.indexOf("-storepass");
    if (!words.contains("-list") || !words.contains("-rfc") || password < 0) {
      throw new NotUnderstood("'" + String.join(" ", words) + "' is not modelled");
    }
    try {
      byte[] store = call.tree().content(JavaKeyStore.PATH).bytes();
      for (String alias : JavaKeyStore.read(store, words.get(password + 1)).keySet()) {
        byte[] utf8 = alias.getBytes(StandardCharsets.UTF_8);
        call.print("Alias name: " + new String(utf8, StandardCharsets.ISO_8859_1) + "\n");
      }
    } catch (java.nio.file.FileSystemException e) {
      return 1;
    }
    return 0;
  }
}
