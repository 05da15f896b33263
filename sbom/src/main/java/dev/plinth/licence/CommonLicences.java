package dev.plinth.licence;

import dev.plinth.licence.Stanza.Field;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** References to the texts that every Debian system has (Debian Policy 12.5). */
final class CommonLicences {
  private static final String FOLDER = "/usr/share/common-licenses/";

  private CommonLicences() {}

  /** The names that the licences and comments of a file refer to, sorted. */
  static List<String> in(List<Stanza> stanzas) {
    SortedSet<String> names = new TreeSet<>();
    for (Stanza stanza : stanzas) {
      Stream.of(stanza.field("License"), stanza.field("Comment"))
          .flatMap(field -> field.map(Field::rest).stream())
          .forEach(text -> add(text, names));
    }
    return List.copyOf(names);
  }

  private static void add(String text, SortedSet<String> names) {
    for (int at = text.indexOf(FOLDER); at >= 0; at = text.indexOf(FOLDER, at)) {
      at += FOLDER.length();
      int end = at;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      String name = text.substring(at, end);
      while (name.endsWith(".") || name.endsWith("-")) {
        name = name.substring(0, name.length() - 1);
      }
      if (!name.isEmpty() && name.length() < 40) {
        names.add(name);
      }
    }
  }

  private static boolean isName(char c) {
    return LicenceIds.isLetterOrDigit(c) || c == '.' || c == '-' || c == '+';
  }
}
