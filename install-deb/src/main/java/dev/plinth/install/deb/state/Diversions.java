package dev.plinth.install.deb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of diversions (dpkg-divert(1)), in the order they were made. */
public final class Diversions {
  /**
   * Files of all packages but one go elsewhere.
   *
   * @param path that packages ship
   * @param to where it goes
   * @param owner package whose own file stays; {@code :} for a local diversion
   */
  public record Diversion(String path, String to, String owner) {}

  private final List<Diversion> all = new ArrayList<>();

  /** In the order of the file: dpkg puts new ones first. */
  public List<Diversion> all() {
    return List.copyOf(all);
  }

  public Optional<Diversion> of(String path) {
    return all.stream().filter(d -> d.path().equals(path)).findFirst();
  }

  public void add(Diversion diversion) {
    all.addFirst(diversion);
  }

  public void remove(String path) {
    all.removeIf(d -> d.path().equals(path));
  }

  /** Where a file of {@code owner} at {@code path} really goes. */
  public String target(String path, String owner) {
    return of(path).filter(d -> !d.owner().equals(owner)).map(Diversion::to).orElse(path);
  }

  /** The text of {@code /var/lib/dpkg/diversions}: three lines each. */
  public String text() {
    StringBuilder text = new StringBuilder();
    all.forEach(d ->
        text.append(d.path())
            .append('\n')
            .append(d.to())
            .append('\n')
            .append(d.owner())
            .append('\n'));
    return text.toString();
  }

  /** Reads that text. */
  public void load(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      all.add(new Diversion(lines.get(i), lines.get(i + 1), lines.get(i + 2)));
    }
  }
}
