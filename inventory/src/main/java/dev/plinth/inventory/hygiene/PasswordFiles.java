package dev.plinth.inventory.hygiene;

import dev.plinth.inventory.HygieneFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Accounts that need no password: an empty second field (passwd(5), shadow(5)). */
public final class PasswordFiles {
  private static final int MOST = 100;

  private PasswordFiles() {}

  /** Whether a file is one of the two. */
  public static boolean isOne(String path) {
    return path.equals("etc/shadow") || path.equals("etc/passwd");
  }

  /**
   * The open accounts in one of them.
   *
   * @param length how many of {@code bytes} are the file
   */
  public static List<Secret> search(String path, byte[] bytes, int length) {
    List<Secret> found = new ArrayList<>();
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\n", -1)) {
      int name = line.indexOf(':');
      if (name > 0 && name < 64 && line.startsWith("::", name) && found.size() < MOST) {
        String account = line.substring(0, name).replaceAll("[^A-Za-z0-9_.-]", "?");
        String detail = "the account '" + account + "' has an empty password";
        found.add(new Secret(Kind.EMPTY_PASSWORD, path, detail));
      }
    }
    return found;
  }
}
