package dev.plinth.inventory.language;

import dev.plinth.inventory.Gaps;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Collects what the files of one layer show; bounded. */
public final class Found {
  /** Most packages of one layer: 200,000. */
  static final int MOST_PACKAGES = 200_000;

  /** Most files that packages of one layer claim: a million. */
  static final int MOST_CLAIMS = 1_000_000;

  private final Gaps gaps;
  private final Set<Artifact> artifacts = new LinkedHashSet<>();
  private final Set<String> files = new HashSet<>();
  private final Set<String> again = new LinkedHashSet<>();
  private final List<String> claims = new ArrayList<>();

  public Found(Gaps gaps) {
    this.gaps = gaps;
  }

  /** A package shown by {@code file}; {@code place} is that or a file inside of it. */
  void add(String file, String place, PackageType type, String name, String version) {
    add(file, place, type, name, version, "", "");
  }

  void add(
      String file,
      String place,
      PackageType type,
      String name,
      String version,
      String vendor,
      String licence) {
    String cleanName = Texts.clean(name);
    String cleanVersion = Texts.clean(version);
    if (cleanName.isEmpty()) {
      return;
    }
    if (artifacts.size() >= MOST_PACKAGES) {
      gaps.add("more than " + MOST_PACKAGES + " packages of languages: the rest is not listed");
      return;
    }
    InstalledPackage pkg =
        new InstalledPackage(
            type,
            cleanName,
            cleanVersion,
            "",
            cleanName,
            cleanVersion,
            Texts.clean(vendor),
            Texts.clean(licence),
            "",
            "",
            List.of());
    artifacts.add(new Artifact(pkg, file, place));
    files.add(file);
  }

  /** Whether a file shows something, or will when it is given once more. */
  public boolean tells(String file) {
    return files.contains(file) || again.contains(file);
  }

  /**
   * What files show, their other names show too.
   *
   * @param links the name that each of them is a hard link to, in the order of the layer
   */
  public void addNames(SequencedMap<String, String> links) {
    Map<String, List<Artifact>> byFile = new HashMap<>();
    for (Artifact artifact : artifacts) {
      byFile.computeIfAbsent(artifact.file(), f -> new ArrayList<>()).add(artifact);
    }
    links.forEach((name, file) -> {
      List<Artifact> copies = new ArrayList<>();
      for (Artifact artifact : byFile.getOrDefault(file, List.of())) {
        String place = name + artifact.place().substring(file.length());
        copies.add(new Artifact(artifact.pkg(), name, place));
      }
      if (artifacts.size() + copies.size() <= MOST_PACKAGES) {
        artifacts.addAll(copies);
        byFile.put(name, copies);
      } else {
        gap(name, "is not told: there are more than " + MOST_PACKAGES + " packages of languages");
      }
    });
  }

  /** Files that belong to a package of a language, which no distribution need own. */
  void claim(String path) {
    if (claims.size() < MOST_CLAIMS) {
      claims.add(path);
    }
  }

  /** The file is to be given once more, as bytes that can be read from anywhere. */
  void again(String file) {
    if (again.size() < 1000) {
      again.add(file);
    } else {
      gap(file, "was not read: too many programs of its kind");
    }
  }

  /** Something of a file was not read. */
  void gap(String place, String problem) {
    gaps.add(Texts.show(place) + " " + problem);
  }

  public List<Artifact> artifacts() {
    return List.copyOf(artifacts);
  }

  public Set<String> again() {
    return again;
  }

  public List<String> claims() {
    return claims;
  }
}
