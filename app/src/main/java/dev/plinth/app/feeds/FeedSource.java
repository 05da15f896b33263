package dev.plinth.app.feeds;

import java.util.List;

/**
 * Where feeds come from, and what was had from there last.
 *
 * @param place an address, an absolute path, or {@code oci:PATH} with perhaps {@code :NAME}
 * @param day as it was given for feeds that do not tell theirs; empty where it was not
 * @param etag of an address's last answer
 * @param lastModified likewise
 * @param state differs where what is there does: of a path, of names, sizes and times
 * @param pieces files that are kept, of an address or artifact; none of a path, which is read
 *     itself
 */
public record FeedSource(
    String place,
    String day,
    String etag,
    String lastModified,
    String state,
    List<FeedPiece> pieces) {
  public FeedSource {
    pieces = List.copyOf(pieces);
  }

  /** The kinds of places. */
  public enum Kind {
    URL,
    ARTIFACT,
    PATH
  }

  /** What kind a place is of, by how it is written. */
  public static Kind kind(String place) {
    if (place.startsWith("oci:")) {
      return Kind.ARTIFACT;
    }
    return place.startsWith("https://") || place.startsWith("http://") || place.startsWith("file:")
        ? Kind.URL
        : Kind.PATH;
  }

  public Kind kind() {
    return kind(place);
  }

  /** What decides the database: equal identities have equal contents. */
  String identity() {
    StringBuilder text = new StringBuilder(place).append('\n').append(day).append('\n');
    if (pieces.isEmpty()) {
      text.append(state).append('\n');
    }
    pieces.forEach(p -> text.append(p.name()).append(p.day()).append(p.digest()).append('\n'));
    return text.toString();
  }
}
