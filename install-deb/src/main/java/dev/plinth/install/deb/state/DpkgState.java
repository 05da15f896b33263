package dev.plinth.install.deb.state;

import dev.plinth.deb.DebVersions;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** All that dpkg knows of the system. */
public final class DpkgState {
  private final String architecture;
  private final NavigableMap<String, InstalledPackage> packages = new TreeMap<>();
  private final Map<String, List<String>> providers = new HashMap<>();
  private final Map<String, List<String>> owners = new HashMap<>();
  private final Diversions diversions = new Diversions();
  private final Triggers triggers = new Triggers();
  private final SequencedMap<String, StatOverride> overrides = new LinkedHashMap<>();

  /**
   * A line of {@code statoverride}: owner, group and mode that a path keeps over all upgrades.
   *
   * @param user name, or number after {@code #}
   * @param group likewise
   */
  public record StatOverride(String user, String group, String mode, String path) {
    /** As the file has it. */
    @Override
    public String toString() {
      return user + " " + group + " " + mode + " " + path;
    }
  }

  /**
   * @param architecture of the system, as dpkg writes it
   */
  public DpkgState(String architecture) {
    this.architecture = architecture;
  }

  public String architecture() {
    return architecture;
  }

  // ---- packages ----------------------------------------------------------------------------

  /** Enters a package, in place of an older version. */
  public void add(InstalledPackage pkg) {
    InstalledPackage old = packages.put(pkg.name(), pkg);
    if (old != null) {
      old.files().forEach(path -> owners.getOrDefault(path, new ArrayList<>()).remove(pkg.name()));
      providers.values().forEach(names -> names.remove(pkg.name()));
    }
    pkg.pkg()
        .relations(Relation.Kind.PROVIDES)
        .forEach(relation -> {
          List<String> names =
              providers.computeIfAbsent(
                  relation.alternatives().getFirst().name(), _ -> new ArrayList<>(1));
          if (!names.contains(pkg.name())) {
            names.add(pkg.name());
          }
        });
    pkg.files().forEach(path -> own(path, pkg.name()));
  }

  /** A package by name, with or without an architecture. */
  public Optional<InstalledPackage> find(String name) {
    int colon = name.indexOf(':');
    String plain = colon < 0 ? name : name.substring(0, colon);
    return Optional.ofNullable(packages.get(plain))
        .filter(pkg -> colon < 0 || fits(pkg, name.substring(colon + 1)));
  }

  private boolean fits(InstalledPackage pkg, String qualifier) {
    return qualifier.equals("any")
        || qualifier.equals("native")
        || qualifier.equals(pkg.architecture())
        || (pkg.architecture().equals("all") && qualifier.equals(architecture));
  }

  /** All packages, by name. */
  public List<InstalledPackage> all() {
    return List.copyOf(packages.values());
  }

  /** Packages that provide a virtual name. */
  public List<InstalledPackage> providers(String name) {
    return providers.getOrDefault(name, List.of()).stream()
        .map(packages::get)
        .filter(pkg -> pkg != null)
        .toList();
  }

  /** Whether {@code pkg} itself, whatever its stage, is what the dependency means. */
  public static boolean satisfies(InstalledPackage pkg, Dependency dependency) {
    return pkg.name().equals(dependency.name())
        && dependency.admits(pkg.version(), DebVersions.INSTANCE);
  }

  /** Whether {@code pkg} provides what the dependency means. */
  public static boolean provides(InstalledPackage pkg, Dependency dependency) {
    return pkg.pkg()
        .relations(Relation.Kind.PROVIDES)
        .map(relation -> relation.alternatives().getFirst())
        .anyMatch(provided ->
            provided.name().equals(dependency.name())
                && (dependency.operator() == Dependency.Operator.ANY
                    || (provided.operator() == Dependency.Operator.EQUAL
                        && dependency.admits(provided.version(), DebVersions.INSTANCE))));
  }

  // ---- files -------------------------------------------------------------------------------

  /** Packages whose list holds this very path. */
  public List<InstalledPackage> owners(String path) {
    List<String> names = owners.get(path);
    if (names == null) {
      return List.of();
    }
    List<InstalledPackage> found = new ArrayList<>(names.size());
    for (String name : names) {
      InstalledPackage pkg = packages.get(name);
      if (pkg != null && pkg.stage() != Stage.NOT_INSTALLED) {
        found.add(pkg);
      }
    }
    return found;
  }

  /** Enters a path into a package's list. */
  public void addFile(InstalledPackage pkg, String path) {
    if (!pkg.owns(path)) {
      pkg.addFile(path);
      own(path, pkg.name());
    }
  }

  private void own(String path, String name) {
    List<String> names = owners.computeIfAbsent(path, _ -> new ArrayList<>(1));
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  /** Another package has taken the file over. */
  public void loseFile(InstalledPackage pkg, String path) {
    pkg.loseFile(path);
    owners.getOrDefault(path, new ArrayList<>()).remove(pkg.name());
  }

  public Diversions diversions() {
    return diversions;
  }

  public Triggers triggers() {
    return triggers;
  }

  // ---- statoverride ------------------------------------------------------------------------

  /** By path, in the order of the file. */
  public SequencedMap<String, StatOverride> overrides() {
    return overrides;
  }

  /** The text of {@code /var/lib/dpkg/statoverride}. */
  public String overrideText() {
    StringBuilder text = new StringBuilder();
    HashOrder.paths(overrides.values(), StatOverride::path)
        .forEach(override -> text.append(override).append('\n'));
    return text.toString();
  }

  /** Reads that text. */
  public void loadOverrides(String text) {
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", 4);
      if (words.length == 4) {
        overrides.put(words[3], new StatOverride(words[0], words[1], words[2], words[3]));
      }
    }
  }
}
