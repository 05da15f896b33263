package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.ArithmeticExpansion;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.Word.Part;
import dev.plinth.shell.syntax.Word.Quoted;
import dev.plinth.shell.syntax.Word.Substitution;
import java.util.ArrayList;
import java.util.List;

/** Expands words (XCU 2.6). */
final class Expander {
  private static final String DEFAULT_IFS = " \t\n";

  private final Shell shell;
  private final Evaluator evaluator;
  private final Parameters parameters;

  Expander(Shell shell, Evaluator evaluator) {
    this.shell = shell;
    this.evaluator = evaluator;
    this.parameters = new Parameters(shell, this);
  }

  /** The fields that words become: split, and pathnames generated. */
  List<String> fields(List<Word> words) throws NotUnderstood {
    List<String> all = new ArrayList<>(words.size());
    for (Word word : words) {
      fields(word, all);
    }
    return all;
  }

  void fields(Word word, List<String> all) throws NotUnderstood {
    if (shell.dialect == Dialect.BASH) {
      for (Word one : Braces.expand(word)) {
        fieldsOf(one, all);
      }
    } else {
      fieldsOf(word, all);
    }
  }

  private void fieldsOf(Word word, List<String> all) throws NotUnderstood {
    if (word.parts().size() == 1
        && word.parts().getFirst() instanceof Literal literal
        && isPlain(literal)) {
      all.add(literal.text());
      return;
    }
    for (FieldBuffer.Field field : buffer(word, Tilde.WORD).split(ifs())) {
      if (shell.options.is('f') || !Glob.isPattern(field.pattern())) {
        all.add(field.text());
      } else {
        FileAccess files = shell.files();
        List<String> paths = Pathnames.expand(files, field.pattern(), shell.session);
        if (paths.isEmpty()) {
          all.add(field.text());
        } else {
          all.addAll(paths);
        }
      }
      shell.session.step();
    }
  }

  private static boolean isPlain(Literal literal) {
    String text = literal.text();
    if (literal.quoted()) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("*?[~".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The word as one string, as after {@code =} and in {@code case}. */
  String string(Word word) throws NotUnderstood {
    return buffer(word, Tilde.WORD).joined(separator());
  }

  /** The right side of an assignment: tildes after colons too. */
  String assigned(Word word) throws NotUnderstood {
    return buffer(word, Tilde.ASSIGNMENT).joined(separator());
  }

  /** The word as a pattern in which quoted chars stand for themselves. */
  String pattern(Word word) throws NotUnderstood {
    return buffer(word, Tilde.WORD).pattern();
  }

  /** A here-document, or the text of an arithmetic expression: as in double quotes. */
  String quoted(Word word) throws NotUnderstood {
    FieldBuffer out = new FieldBuffer(shell.session);
    parts(word.parts(), true, FieldBuffer.QUOTED, out);
    return out.joined(separator());
  }

  /** An argument such as {@code x=$y} of {@code export}: not split (dash, bash). */
  String assignmentArgument(Assignment assignment) throws NotUnderstood {
    return assignment.name() + (assignment.append() ? "+=" : "=") + assigned(assignment.value());
  }

  /** What stands between the elements of {@code $@} where there are no fields. */
  String separator() {
    if (shell.dialect == Dialect.BASH) {
      return " ";
    }
    String ifs = ifs();
    return ifs.isEmpty() ? "" : ifs.substring(0, 1);
  }

  String ifs() {
    String ifs = shell.variables.get("IFS");
    return ifs == null ? DEFAULT_IFS : ifs;
  }

  /** The word after an operator such as {@code :-}. */
  void operand(Word word, boolean quoted, char literal, FieldBuffer out) throws NotUnderstood {
    List<Part> parts = word.parts();
    int start = 0;
    if (!quoted
        && !parts.isEmpty()
        && parts.getFirst() instanceof Literal first
        && !first.quoted()
        && first.text().startsWith("~")) {
      tildes(first.text(), true, parts.size() == 1, false, out);
      start = 1;
    }
    parts(parts.subList(start, parts.size()), quoted, literal, out);
  }

  private enum Tilde {
    WORD,
    ASSIGNMENT
  }

  private FieldBuffer buffer(Word word, Tilde tilde) throws NotUnderstood {
    FieldBuffer out = new FieldBuffer(shell.session);
    List<Part> parts = word.parts();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Literal literal && !literal.quoted()) {
        String text = literal.text();
        if (text.indexOf('~') >= 0) {
          boolean last = i == parts.size() - 1;
          tildes(text, i == 0, last, tilde == Tilde.ASSIGNMENT, out);
        } else {
          out.append(text, FieldBuffer.LITERAL);
        }
      } else {
        part(part, false, FieldBuffer.LITERAL, out);
      }
    }
    return out;
  }

  private void tildes(String text, boolean first, boolean last, boolean colons, FieldBuffer out)
      throws NotUnderstood {
    int at = 0;
    boolean start = first;
    while (at < text.length()) {
      int end = colons ? text.indexOf(':', at) : -1;
      String piece = end < 0 ? text.substring(at) : text.substring(at, end);
      boolean whole = end >= 0 || last || piece.indexOf('/') >= 0;
      if (start && piece.startsWith("~") && whole) {
        int slash = piece.indexOf('/');
        String user = slash < 0 ? piece.substring(1) : piece.substring(1, slash);
        String home = parameters.home(user);
        if (home == null) {
          out.append(piece, FieldBuffer.LITERAL);
        } else {
          out.append(home, FieldBuffer.QUOTED);
          out.append(slash < 0 ? "" : piece.substring(slash), FieldBuffer.LITERAL);
        }
      } else {
        out.append(piece, FieldBuffer.LITERAL);
      }
      if (end < 0) {
        return;
      }
      out.append(":", FieldBuffer.LITERAL);
      at = end + 1;
      start = true;
    }
  }

  /**
   * @param quoted inside of double quotes
   * @param literal the kind of literal text: {@link FieldBuffer#EXPANDED} in the operand of an
   *     unquoted expansion
   */
  void parts(List<Part> parts, boolean quoted, char literal, FieldBuffer out) throws NotUnderstood {
    for (int i = 0; i < parts.size(); i++) {
      part(parts.get(i), quoted, literal, out);
    }
  }

  // A switch over types costs its bootstrap at start-up; this runs in every build.
  @SuppressWarnings("IfChainToSwitch")
  private void part(Part part, boolean quoted, char literalKind, FieldBuffer out)
      throws NotUnderstood {
    if (part instanceof Literal literal) {
      char kind = quoted || literal.quoted() ? FieldBuffer.QUOTED : literalKind;
      out.append(literal.text(), kind);
      if (literal.quoted() && literal.text().isEmpty()) {
        out.quotedEmpty();
      }
    } else if (part instanceof Quoted inner) {
      if (inner.parts().isEmpty()) {
        out.quotedEmpty();
      }
      for (Part one : inner.parts()) {
        part(one, true, FieldBuffer.QUOTED, out);
        if (!(one instanceof Parameter parameter && parameters.isList(parameter))) {
          out.quotedEmpty();
        }
      }
    } else if (part instanceof Parameter parameter) {
      parameters.expand(parameter, quoted, out);
    } else if (part instanceof Substitution substitution) {
      out.append(
          evaluator.substitute(substitution.body()),
          quoted ? FieldBuffer.QUOTED : FieldBuffer.EXPANDED);
    } else if (part instanceof ArithmeticExpansion arithmetic) {
      long value = Arithmetic.evaluate(quoted(arithmetic.expression()), shell);
      out.append(Long.toString(value), quoted ? FieldBuffer.QUOTED : FieldBuffer.EXPANDED);
    } else {
      throw new NotUnderstood("process substitution is not modelled here");
    }
  }
}
