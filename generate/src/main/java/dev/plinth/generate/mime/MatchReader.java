package dev.plinth.generate.mime;

import dev.plinth.generate.mime.MimeData.Match;
import dev.plinth.generate.mime.MimeData.TreeMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** Reads what stands in {@code magic} and {@code treemagic} elements. */
final class MatchReader {
  /** What stands in place of the matches where those of before do not count. */
  static final Match NO_MAGIC = new Match(0, 1, 1, MimeData.NO_MAGIC, Optional.empty(), List.of());

  private static final Pattern OFFSET = Pattern.compile("([0-9]{1,9})(?::([0-9]{1,9}))?");
  private static final int DEEPEST = 32;
  private static final int LONGEST = 0xffff;

  private final MimeSource source;

  MatchReader(MimeSource source) {
    this.source = source;
  }

  List<Match> matches() throws XMLStreamException {
    List<Match> matches = matches(0);
    if (matches.isEmpty()) {
      throw MimeDatabase.wrong("a magic element holds no match");
    }
    return matches;
  }

  private List<Match> matches(int depth) throws XMLStreamException {
    List<Match> matches = new ArrayList<>();
    while (source.nextChild()) {
      source.expect("match");
      Matcher offset = OFFSET.matcher(source.in("offset"));
      if (!offset.matches() || depth == DEEPEST) {
        throw MimeDatabase.wrong("the offset of a match is no number");
      }
      int start = Integer.parseInt(offset.group(1));
      int last = offset.group(2) == null ? start : Integer.parseInt(offset.group(2));
      if (last < start) {
        throw MimeDatabase.wrong("the offset of a match ends before it begins");
      }
      String type = source.in("type");
      String value = MatchValue.data(type, source.in("value"));
      if (value.length() > LONGEST) {
        throw MimeDatabase.wrong("the value of a match is too long");
      }
      Optional<String> mask = MatchValue.mask(type, source.in("mask"), value.length());
      int word = type.startsWith("host") ? value.length() : 1;
      matches.add(new Match(start, last - start + 1, word, value, mask, matches(depth + 1)));
    }
    return matches;
  }

  List<TreeMatch> treeMatches(int depth) throws XMLStreamException {
    List<TreeMatch> matches = new ArrayList<>();
    while (source.nextChild()) {
      source.expect("treematch");
      String type = source.in("type");
      if (!type.matches("|file|directory|link") || depth == DEEPEST) {
        throw MimeDatabase.wrong("'" + type + "' of a treematch is no kind of file");
      }
      StringBuilder line = new StringBuilder();
      line.append('"').append(source.in("path")).append("\"=");
      line.append(type.isEmpty() ? "any" : type);
      for (String flag : List.of("match-case", "executable", "non-empty")) {
        if (source.in(flag).equals("true")) {
          line.append(',').append(flag);
        }
      }
      String mime = source.in("mimetype");
      if (!mime.isEmpty()) {
        line.append(',').append(mime);
      }
      matches.add(new TreeMatch(line.toString(), treeMatches(depth + 1)));
    }
    return matches;
  }
}
