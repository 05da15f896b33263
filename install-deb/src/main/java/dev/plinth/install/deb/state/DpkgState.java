package dev.plinth.install.deb.state;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that dpkg knows of the system. */
public final class DpkgState {
  private final String architecture;
  private final SortedMap<String, InstalledPackage> packages = new TreeMap<>();
  private final Diversions diversions = new Diversions();
  private final Triggers triggers = new Triggers();
  private final SortedMap<String, String> overrides = new TreeMap<>();

  /**
   * @param architecture of the system, as dpkg writes it
   */
  public DpkgState(String architecture) {
    this.architecture = architecture;
  }

  public String architecture() {
    return architecture;
  }

  public void add(InstalledPackage pkg) {
    packages.put(pkg.name(), pkg);
  }

  /** A package by name, with or without an architecture. */
  public Optional<InstalledPackage> find(String name) {
    int colon = name.indexOf(':');
    String plain = colon < 0 ? name : name.substring(0, colon);
    return Optional.ofNullable(packages.get(plain))
        .filter(pkg ->
            colon < 0
                || name.endsWith(":any")
                || name.endsWith(":" + pkg.architecture())
                || name.endsWith(":" + architecture));
  }

  /** All packages, by name. */
  public Collection<InstalledPackage> all() {
    return Collections.unmodifiableCollection(packages.values());
  }

  public Diversions diversions() {
    return diversions;
  }

  public Triggers triggers() {
    return triggers;
  }

  /** Lines of {@code statoverride} ({@code user group mode}) by path. */
  public SortedMap<String, String> overrides() {
    return overrides;
  }
}
