package dev.plinth.deb.repository;

import dev.plinth.deb.apt.AptSource;
import dev.plinth.deb.apt.MirrorList;
import dev.plinth.fetch.Authority;
import dev.plinth.fetch.Small;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where mirrors may be, best first: what the command names, the user's configuration, the host's
 * apt. Nothing here is believed; who asks has to prove each.
 */
public final class MirrorSources {
  private static final int MAX_LIST_BYTES = 64 << 10;

  private final List<URI> named;
  private final List<URI> configured;
  private final List<AptSource> apt;
  private final Small small;
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  /**
   * @param named by {@code --mirror}: a lie or silence of these is an error, not a reason to go on
   * @param configured in the user's configuration
   * @param apt the host's, in apt's order
   * @param small fetches lists of mirrors that apt's sources name
   */
  public MirrorSources(List<URI> named, List<URI> configured, List<AptSource> apt, Small small) {
    this.named = List.copyOf(named);
    this.configured = List.copyOf(configured);
    this.apt = List.copyOf(apt);
    this.small = small;
  }

  /**
   * A root that may serve a suite.
   *
   * @param from who says so, for people
   * @param named by the command itself
   * @param likely whether something says that it serves just this suite; others are guesses
   */
  record Candidate(URI root, String from, boolean named, boolean likely) {}

  boolean anyNamed() {
    return !named.isEmpty();
  }

  /** Roots for {@code suite}, each once, the likeliest first within each source. */
  List<Candidate> candidates(Suite suite) {
    Map<URI, Candidate> found = new LinkedHashMap<>();
    if (suite.root().isPresent()) {
      add(found, new Candidate(suite.root().get(), "the spec", true, true));
      return List.copyOf(found.values());
    }
    named.forEach(root -> around(found, root, suite, "--mirror", true));
    configured.forEach(root -> around(found, root, suite, "the configuration", false));
    List<AptSource> nearest = new ArrayList<>(apt);
    nearest.sort(Comparator.comparingInt(source -> distance(source.suite(), suite.suite())));
    for (AptSource source : nearest) {
      boolean likely = distance(source.suite(), suite.suite()) < 2;
      for (URI root : roots(source)) {
        add(found, new Candidate(root, source.from().toString(), false, likely));
      }
    }
    for (AptSource source : nearest) {
      for (URI root : roots(source)) {
        around(found, root, suite, source.from().toString(), false);
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * 0: the very suite; 1: what it is to its release is the same ({@code -security}); 2: neither.
   */
  private static int distance(String has, String wanted) {
    if (has.equals(wanted)) {
      return 0;
    }
    return role(has).equals(role(wanted)) ? 1 : 2;
  }

  private static String role(String suite) {
    int dash = suite.indexOf('-');
    return dash < 0 ? "" : suite.substring(dash);
  }

  private static void add(Map<URI, Candidate> found, Candidate candidate) {
    String text = candidate.root.toString();
    URI root =
        text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : candidate.root;
    found.putIfAbsent(root, new Candidate(root, candidate.from, candidate.named, candidate.likely));
  }

  /**
   * The root itself, and the archive that by convention lies beside it ({@code …/debian-security}
   * beside {@code …/debian}) or below it; first the one whose name fits.
   */
  private static void around(
      Map<URI, Candidate> found, URI root, Suite suite, String from, boolean named) {
    String text = root.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    String archive = suite.archive();
    int slash = base.lastIndexOf('/');
    String last = base.substring(slash + 1);
    String family = archive.replace("-security", "");
    boolean sibling = last.equals(family) || last.equals(family + "-security");
    if (archive.isEmpty() || last.equals(archive)) {
      add(found, new Candidate(root, from, named, true));
    } else if (sibling) {
      URI beside = URI.create(base.substring(0, slash + 1) + archive);
      add(found, new Candidate(beside, from, named, false));
      add(found, new Candidate(root, from, named, true));
    } else {
      add(found, new Candidate(root, from, named, true));
      add(found, new Candidate(URI.create(base + "/" + archive), from, named, false));
    }
  }

  /** The URIs behind one source; none for media and schemes that cannot be fetched from. */
  private List<URI> roots(AptSource source) {
    List<URI> roots = new ArrayList<>();
    for (String text : expanded(source.uri())) {
      root(text).ifPresent(roots::add);
    }
    return roots;
  }

  private static Optional<URI> root(String text) {
    try {
      String plain = text.startsWith("copy:") ? "file:" + text.substring(5) : text;
      URI uri = URI.create(plain);
      return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
        case "http", "https" -> Optional.of(uri).filter(known -> Authority.host(known).isPresent());
        case "file" -> Optional.of(uri).filter(known -> known.getPath() != null);
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<String> expanded(String uri) {
    String list;
    if (uri.startsWith("mirror+")) {
      list = uri.substring("mirror+".length());
    } else if (uri.startsWith("mirror:")) {
      list = "http" + uri.substring("mirror".length());
    } else {
      return List.of(uri);
    }
    synchronized (lists) {
      return lists.computeIfAbsent(list, this::list);
    }
  }

  private List<String> list(String uri) {
    return root(uri)
        .map(known -> small.get(known, MAX_LIST_BYTES))
        .map(outcome ->
            outcome instanceof Small.Outcome.Got got
                ? MirrorList.parse(new String(got.bytes(), StandardCharsets.ISO_8859_1))
                : List.<String>of())
        .orElse(List.of());
  }
}
