package dev.plinth.install.deb.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of diversions (dpkg-divert(1)). */
public final class Diversions {
  /**
   * Files of all packages but one go elsewhere.
   *
   * @param path that packages ship
   * @param to where it goes
   * @param owner package whose own file stays; {@code :} for a local diversion
   */
  public record Diversion(String path, String to, String owner) {
    public boolean isLocal() {
      return owner.equals(":");
    }
  }

  private final List<Diversion> all = new ArrayList<>();
  private final Map<String, Diversion> byPath = new HashMap<>();

  /** In the order in which dpkg lists them. */
  public List<Diversion> all() {
    return HashOrder.paths(all, Diversion::path);
  }

  public Optional<Diversion> of(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The diversion whose files go to {@code path}. */
  public Optional<Diversion> leadingTo(String path) {
    return all.stream().filter(diversion -> diversion.to().equals(path)).findFirst();
  }

  public void add(Diversion diversion) {
    all.add(diversion);
    byPath.put(diversion.path(), diversion);
  }

  public void remove(String path) {
    all.removeIf(diversion -> diversion.path().equals(path));
    byPath.remove(path);
  }

  /** Where a file of {@code owner} at {@code path} really goes. */
  public String target(String path, String owner) {
    Diversion diversion = byPath.get(path);
    return diversion == null || diversion.owner().equals(owner) ? path : diversion.to();
  }

  /** The text of {@code /var/lib/dpkg/diversions}: three lines each. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Diversion d : HashOrder.paths(all, Diversion::path)) {
      text.append(d.path()).append('\n').append(d.to()).append('\n').append(d.owner()).append('\n');
    }
    return text.toString();
  }

  /** Reads that text. */
  public void load(String text) {
    all.clear();
    byPath.clear();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i + 2 < lines.length; i += 3) {
      Diversion diversion = new Diversion(lines[i], lines[i + 1], lines[i + 2]);
      all.add(diversion);
      byPath.put(diversion.path(), diversion);
    }
  }
}
