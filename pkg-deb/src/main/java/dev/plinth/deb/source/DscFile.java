package dev.plinth.deb.source;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.deb.source.SourceStanza.SourceFile;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code .dsc} (dsc(5)): what its uploader says the source package is. The uploader's signature
 * is not judged: keys of hundreds of people are not pinned, and the archive's Sources index vouches
 * for every byte of the file.
 *
 * @param files with their SHA-256, itself not among them
 */
public record DscFile(SourceId id, List<SourceFile> files) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

  public DscFile {
    files = List.copyOf(files);
  }

  /**
   * Reads it, clear-signed or plain; one that cannot be read is a {@code BAD_INPUT} error.
   *
   * @param where the file's name for errors
   */
  public static DscFile parse(byte[] bytes, String where) {
    String text = message(new String(bytes, StandardCharsets.UTF_8));
    List<Paragraph> paragraphs = Deb822.parse(text.getBytes(StandardCharsets.UTF_8), where);
    if (paragraphs.size() != 1) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          where + " has " + paragraphs.size() + " paragraphs",
          "a .dsc has one: get it again, from another mirror");
    }
    Paragraph paragraph = paragraphs.getFirst();
    SourceId id = new SourceId(paragraph.text("Source"), paragraph.text("Version"));
    return new DscFile(id, SourceStanza.checksums(paragraph, where));
  }

  /** Without the armor of a clear-signed text (RFC 9580, 7). */
  private static String message(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean signed = text.stripLeading().startsWith(BEGIN);
    boolean headers = signed;
    for (String line : text.stripLeading().split("\n", -1)) {
      String bare = line.stripTrailing();
      if (headers) {
        headers = !bare.isEmpty();
      } else if (signed && bare.equals(SIGNATURE)) {
        break;
      } else {
        out.append(signed && line.startsWith("- ") ? line.substring(2) : line).append('\n');
      }
    }
    return out.toString();
  }

  /**
   * Compares it with what the index says: the same name and version, and exactly the same files.
   *
   * @param what names the index in errors
   * @throws PlinthException {@code VERIFICATION} naming what differs
   */
  public void compare(SourceStanza stanza, String what) {
    String dsc = stanza.dsc().name();
    if (!id.equals(stanza.id())) {
      throw broken(dsc + " is of " + id + ", the " + what + " says " + stanza.id());
    }
    Set<SourceFile> listed = new HashSet<>(stanza.files());
    listed.remove(stanza.dsc());
    for (SourceFile file : files) {
      if (!listed.remove(file)) {
        throw broken(dsc + " and the " + what + " do not agree on " + file.name());
      }
    }
    if (!listed.isEmpty()) {
      String extra = listed.iterator().next().name();
      throw broken("the " + what + " lists " + extra + ", which " + dsc + " does not");
    }
  }

  private static PlinthException broken(String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION, what, "the archive contradicts itself: tell those who run it");
  }
}
