package dev.plinth.licence;

import dev.plinth.licence.Expression.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A licence as a package's own database or metadata has it: apk's {@code license}, rpm's License, a
 * pom's, a wheel's, npm's; of a package of Debian what its copyright file declares. What is an
 * expression of the SPDX list and of {@code LicenseRef-} ids (SPDX 2.3, Annex D) is understood;
 * nothing else is guessed.
 *
 * @param text as it stands, in one line
 * @param expression empty where the text is none
 */
public record DeclaredLicence(String text, Optional<Expression> expression) {
  private static final int LONGEST = 16 << 10;
  private static final int DEEPEST = 50;
  private static final Pattern REFERENCE = Pattern.compile("LicenseRef-[A-Za-z0-9.-]{1,200}");

  /** Reads one. */
  public static DeclaredLicence of(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    String bounded = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    if (bounded.isEmpty() || !bounded.equals(line)) {
      return new DeclaredLicence(bounded, Optional.empty());
    }
    Parser parser = new Parser(bounded);
    Optional<Expression> whole = parser.any(0);
    return new DeclaredLicence(
        bounded, parser.at == parser.words.size() ? whole : Optional.empty());
  }

  /** What was not understood, in one sentence; empty where all was, or nothing is said. */
  public String remark() {
    return text.isEmpty() || expression.isPresent()
        ? ""
        : "the package says '" + text + "', which is no expression of the SPDX list";
  }

  /** By descent: OR binds less than AND, AND less than WITH. */
  private static final class Parser {
    final List<String> words = new ArrayList<>();
    int at;

    Parser(String text) {
      for (String word : text.replace("(", " ( ").replace(")", " ) ").strip().split(" +")) {
        words.add(word);
      }
    }

    private boolean take(String word) {
      boolean there = at < words.size() && words.get(at).equalsIgnoreCase(word);
      at += there ? 1 : 0;
      return there;
    }

    Optional<Expression> any(int depth) {
      List<Expression> parts = new ArrayList<>();
      do {
        Optional<Expression> part = all(depth);
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("OR"));
      return Optional.of(Expression.any(parts));
    }

    private Optional<Expression> all(int depth) {
      List<Expression> parts = new ArrayList<>();
      do {
        Optional<Expression> part = one(depth);
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("AND"));
      return Optional.of(Expression.all(parts));
    }

    private Optional<Expression> one(int depth) {
      if (depth > DEEPEST || at >= words.size()) {
        return Optional.empty();
      }
      if (take("(")) {
        Optional<Expression> inner = any(depth + 1);
        return take(")") ? inner : Optional.empty();
      }
      String word = words.get(at++);
      if (REFERENCE.matcher(word).matches()) {
        return Optional.of(Single.of(word));
      }
      boolean orLater = word.endsWith("+");
      Optional<SpdxList.Licence> exact = SpdxList.get().licence(word);
      Optional<SpdxList.Licence> base =
          exact.isPresent() || !orLater
              ? exact
              : SpdxList.get().licence(word.substring(0, word.length() - 1));
      if (base.isEmpty()) {
        return Optional.empty();
      }
      boolean operator = orLater && exact.isEmpty();
      if (!take("WITH")) {
        return Optional.of(new Single(base.get().id(), operator, Optional.empty()));
      }
      Optional<String> exception =
          at < words.size() ? SpdxList.get().exception(words.get(at++)) : Optional.empty();
      return exception.map(name -> new Single(base.get().id(), operator, Optional.of(name)));
    }
  }
}
