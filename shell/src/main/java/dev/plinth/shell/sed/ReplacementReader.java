package dev.plinth.shell.sed;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.sed.SedCommand.Piece;
import java.util.ArrayList;
import java.util.List;

/** Reads the right side of {@code s}. */
final class ReplacementReader {
  private final String text;
  private final char delimiter;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  ReplacementReader(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  List<Piece> read() throws NotUnderstood {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' && delimiter != '&') {
        add(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        i = escape(i + 1);
      } else {
        plain.append(c);
      }
    }
    flush();
    return List.copyOf(pieces);
  }

  private int escape(int at) throws NotUnderstood {
    char e = text.charAt(at);
    if (e >= '0' && e <= '9') {
      add(e - '0');
    } else if (e == 'n') {
      plain.append('\n');
    } else if (e == 't') {
      plain.append('\t');
    } else if ("LUluE".indexOf(e) >= 0) {
      flush();
      pieces.add(new Piece("", -1, e));
    } else if ("afvrcdox".indexOf(e) >= 0) {
      throw new NotUnderstood("sed: escape \\" + e + " in a replacement is not modelled");
    } else {
      plain.append(e);
    }
    return at;
  }

  private void add(int group) {
    flush();
    pieces.add(new Piece("", group, (char) 0));
  }

  private void flush() {
    if (!plain.isEmpty()) {
      pieces.add(new Piece(plain.toString(), -1, (char) 0));
      plain.setLength(0);
    }
  }
}
