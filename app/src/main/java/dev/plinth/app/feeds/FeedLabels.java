package dev.plinth.app.feeds;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Short names of sources, each given once. */
final class FeedLabels {
  private final Set<String> taken = new HashSet<>();

  /** Of an address or path: its last element, with as many before it as tell it from others. */
  String of(FeedSource source) {
    return of(source.kind() == FeedSource.Kind.URL ? path(source.place()) : source.place());
  }

  /** Of a name, a path or not. */
  String of(String path) {
    String text = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int from = text.lastIndexOf('/');
    while (from > 0 && taken.contains(text.substring(from + 1))) {
      from = text.lastIndexOf('/', from - 1);
    }
    String label = text.substring(from + 1);
    for (int n = 2; !taken.add(label); n++) {
      label = text.substring(from + 1) + "-" + n;
    }
    return label;
  }

  /** Where each label comes from: a place, or a feed of an artifact. */
  static Map<String, String> places(List<FeedSource> sources) {
    FeedLabels labels = new FeedLabels();
    Map<String, String> places = new HashMap<>();
    for (FeedSource source : sources) {
      if (source.kind() == FeedSource.Kind.ARTIFACT) {
        source.pieces().forEach(piece -> places.put(labels.of(piece.name()), source.place()));
      } else {
        places.put(labels.of(source), source.place());
      }
    }
    return places;
  }

  private static String path(String place) {
    String path = URI.create(place).getPath();
    return path == null || path.length() < 2 ? place : path;
  }
}
