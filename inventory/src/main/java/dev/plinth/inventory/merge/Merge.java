package dev.plinth.inventory.merge;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.language.Artifact;
import dev.plinth.inventory.layers.Aliases;
import dev.plinth.inventory.layers.CopyrightFacts;
import dev.plinth.inventory.layers.DatabaseFacts;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.layers.SystemText;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingReader;
import dev.plinth.inventory.listing.ListingWriter;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.inventory.system.SystemFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The layers of one image, merged from the bottom. */
public final class Merge implements Closeable {
  private static final long LARGEST_LISTING = 4L << 30;

  /** Where links may lead to names that readers of databases and release files do not know. */
  private static final List<String> WELL_KNOWN =
      List.of(
          "etc/os-release",
          "usr/lib/os-release",
          "etc/debian_version",
          "root/buildinfo",
          "var/lib/dpkg",
          "lib/apk/db",
          "var/lib/rpm",
          "usr/lib/sysimage/rpm",
          "usr/share/rpm");

  /** A layer with what its merge needs. */
  record Layer(
      ScannedLayer scanned, Spool real, Map<String, Span> databases, Map<Secret, Span> secrets) {}

  private record Told(SystemText text, Span span) {}

  private record Declared(CopyrightFacts file, Span span) {}

  private final SpoolFolder spools;
  private final Overlay overlay = new Overlay();
  private final History history = new History();
  private final List<Layer> layers = new ArrayList<>();
  private final List<Told> texts = new ArrayList<>();
  private final List<Declared> copyrights = new ArrayList<>();

  public Merge(SpoolFolder spools) {
    this.spools = spools;
  }

  /** The next layer from the bottom; it stays the caller's to close. */
  public void add(ScannedLayer scanned) throws IOException {
    Spool real = spools.open(LARGEST_LISTING);
    Layer layer = new Layer(scanned, real, new HashMap<>(), new LinkedHashMap<>());
    int number = layers.size();
    layers.add(layer);
    overlay.apply(
        number, scanned.listing(), scanned.facts().markers() > 0, new ListingWriter(real));
    for (DatabaseFacts database : scanned.facts().databases()) {
      String path = database.path();
      List<Artifact> packages = new ArrayList<>();
      database.packages().forEach(pkg -> packages.add(new Artifact(pkg, path, path)));
      layer.databases().put(path, track(number, packages, path));
    }
    Map<String, List<Artifact>> byFile = new LinkedHashMap<>();
    for (Artifact artifact : scanned.facts().artifacts()) {
      byFile.computeIfAbsent(artifact.file(), f -> new ArrayList<>()).add(artifact);
    }
    byFile.forEach((file, artifacts) -> track(number, artifacts, file));
    for (SystemText text : scanned.facts().texts()) {
      texts.add(new Told(text, overlay.track(number, text.path())));
    }
    for (CopyrightFacts file : scanned.facts().copyrights()) {
      copyrights.add(new Declared(file, overlay.track(number, file.path())));
    }
    scanned.facts().secrets().forEach(s -> layer.secrets().put(s, overlay.track(number, s.path())));
  }

  private Span track(int number, List<Artifact> packages, String path) {
    Span span = overlay.track(number, path);
    history.add(new Listed(span, packages));
    return span;
  }

  /**
   * Where links lead that stand on the way of databases and release files, and under which nothing
   * was read.
   */
  public Aliases unread() {
    Map<String, String> aliases = new TreeMap<>();
    for (String known : WELL_KNOWN) {
      String path = overlay.links().follow(known);
      if (!path.equals(known) && !path.isEmpty() && !wasRead(path)) {
        aliases.putIfAbsent(path, known);
      }
    }
    return new Aliases(aliases);
  }

  private boolean wasRead(String path) {
    for (Layer layer : layers) {
      for (Span span : layer.databases().values()) {
        if (span.path().startsWith(path + "/")) {
          return true;
        }
      }
    }
    return texts.stream().anyMatch(t -> t.span().path().equals(path));
  }

  /** Whether a layer has something where one of these links leads to: it is to be read again. */
  public boolean concerns(int layer, Aliases aliases) throws IOException {
    if (aliases.known().isEmpty()) {
      return false;
    }
    ListingReader reader = new ListingReader(layers.get(layer).real().stream());
    for (ListedEntry next = reader.next(); next != null; next = reader.next()) {
      if (!aliases.known(next.path()).equals(next.path())) {
        return true;
      }
    }
    return false;
  }

  /** What the visible files say of the distribution. */
  SystemFacts system() {
    NavigableMap<String, String> visible = new TreeMap<>();
    Set<String> unread = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>(SystemFiles.RELEASE);
    known.add(SystemFiles.DEBIAN_VERSION);
    for (Told told : texts) {
      if (told.span().isVisible() && SystemFiles.isOne(told.text().path())) {
        visible.put(told.text().path(), told.text().text());
      }
    }
    for (String path : known) {
      visible.remove(path);
      String leads = overlay.links().follow(path);
      for (Told told : texts) {
        if (told.span().isVisible() && told.span().path().equals(leads)) {
          visible.put(path, told.text().text());
          unread.add(told.text().unread());
        }
      }
    }
    unread.remove("");
    return SystemFiles.facts(visible, List.copyOf(unread));
  }

  /** The visible copyright files that say something, by their real paths. */
  Map<String, CopyrightFacts> copyrights() {
    Map<String, CopyrightFacts> visible = new HashMap<>();
    for (Declared declared : copyrights) {
      if (declared.span().isVisible()) {
        visible.put(declared.span().path(), declared.file());
      }
    }
    return visible;
  }

  History history() {
    return history;
  }

  List<Layer> layers() {
    return layers;
  }

  Links links() {
    return overlay.links();
  }

  @Override
  public void close() throws IOException {
    for (Layer layer : layers) {
      layer.real().close();
    }
  }
}
