package dev.plinth.licence;

import dev.plinth.licence.Stanza.Field;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A package's copyright file in the machine-readable form (Debian copyright-format 1.0, "DEP-5").
 * Only what a file declares in that form is read; every other file, and every part that breaks the
 * form, is unknown, with its text.
 *
 * @param files its Files paragraphs in order
 * @param finding the licence of the package: all of the paragraphs' licences hold together
 */
public record CopyrightFile(List<FilesLicence> files, LicenceFinding finding) {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_PATTERNS = 100_000;

  /** Licences of a file's own, and combinations of any; real ones have some hundred. */
  private static final int MOST_LICENCES = 5000;

  public CopyrightFile {
    files = List.copyOf(files);
  }

  /**
   * Reads a file; never fails.
   *
   * @param owner the package's name, which becomes part of the ids of its own licences ({@code
   *     LicenseRef-debian-OWNER-NAME})
   */
  public static CopyrightFile parse(byte[] bytes, String owner) {
    return parse(bytes, owner, true);
  }

  /**
   * The expression of {@link #parse} alone, in less time and memory; empty where nothing could be
   * read.
   */
  public static Optional<Expression> expression(byte[] bytes, String owner) {
    return parse(bytes, owner, false).finding().expression();
  }

  /**
   * What an expression would have been had its file been read for another package.
   *
   * @param expression of a file of {@code from}
   */
  public static String renamed(String expression, String from, String to) {
    return from.equals(to) ? expression : LicenceIds.renamed(expression, from, to);
  }

  private static CopyrightFile parse(byte[] bytes, String owner, boolean withFiles) {
    if (bytes.length > MOST_BYTES) {
      return unknown(1, "is larger than " + MOST_BYTES + " bytes", "");
    }
    String text = decode(bytes);
    StanzaReader.Result read = StanzaReader.read(text);
    if (read.stanzas().isEmpty() || !isDeclared(read.stanzas().getFirst())) {
      return unknown(1, "does not declare the machine-readable format", text);
    }
    if (read.problem().isPresent()) {
      StanzaReader.Problem problem = read.problem().get();
      return unknown(problem.line(), "breaks the format: the line " + problem.what(), text);
    }
    return read(read.stanzas(), owner, text, withFiles);
  }

  private static CopyrightFile read(
      List<Stanza> stanzas, String owner, String text, boolean withFiles) {
    StanzaLicences licences = new StanzaLicences(owner, stanzas);
    List<FilesLicence> found = new ArrayList<>();
    SequencedSet<Expression> expressions = new LinkedHashSet<>();
    for (Stanza stanza : stanzas) {
      if (stanza.has("Files")) {
        Expression expression = licences.of(stanza);
        expressions.add(expression);
        if (withFiles) {
          found.add(files(stanza, expression));
        }
        if (licences.own() > MOST_LICENCES || expressions.size() > MOST_LICENCES) {
          return unknown(stanza.line(), "is beyond " + MOST_LICENCES + " different licences", text);
        }
      }
    }
    if (expressions.isEmpty()) {
      Stanza header = stanzas.getFirst();
      if (!header.has("License")) {
        return unknown(1, "has no Files paragraph", text);
      }
      expressions.add(licences.of(header));
    }
    return new CopyrightFile(
        found,
        new LicenceFinding(
            Optional.of(Expression.all(List.copyOf(expressions))),
            licences.extracted(),
            licences.unknown(),
            withFiles ? CommonLicences.in(stanzas) : List.of()));
  }

  private static FilesLicence files(Stanza stanza, Expression expression) {
    List<String> patterns = new ArrayList<>();
    for (String word : stanza.field("Files").map(Field::whole).orElse("").split("[\\s,]+")) {
      if (!word.isEmpty() && patterns.size() < MOST_PATTERNS) {
        patterns.add(word);
      }
    }
    return new FilesLicence(
        stanza.line(),
        patterns,
        stanza.field("Copyright").map(Field::whole).orElse(""),
        stanza.field("License").map(Field::first).orElse(""),
        expression);
  }

  private static CopyrightFile unknown(int line, String reason, String text) {
    return new CopyrightFile(List.of(), LicenceFinding.unknown(line, reason, text));
  }

  /** The paragraph that covers a path of the source package: the last that matches. */
  public Optional<FilesLicence> covering(String path) {
    return files.reversed().stream().filter(licence -> licence.covers(path)).findFirst();
  }

  /** The format's address, in any of the spellings it has had, drafts among them. */
  private static boolean isDeclared(Stanza header) {
    String format =
        header
            .field("Format")
            .or(() -> header.field("Format-Specification"))
            .map(Field::whole)
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return format.contains("copyright-format/1.0") || format.contains("deps/dep5");
  }

  private static String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
