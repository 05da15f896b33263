package dev.plinth.solve;

import dev.plinth.deb.DebVersions;
import dev.plinth.model.Digest;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Dependency.Operator;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.Relation.Kind;
import dev.plinth.pkg.RepositoryIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A whole index in memory, read the plain way: for tests, and to check cleverer ones against. */
final class PlainIndex implements RepositoryIndex {
  /** The fields in the order in which apt reads them. */
  private static final Map<String, Kind> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("Pre-Depends", Kind.PRE_DEPENDS);
    FIELDS.put("Depends", Kind.DEPENDS);
    FIELDS.put("Conflicts", Kind.CONFLICTS);
    FIELDS.put("Breaks", Kind.BREAKS);
    FIELDS.put("Recommends", Kind.RECOMMENDS);
    FIELDS.put("Suggests", Kind.SUGGESTS);
    FIELDS.put("Replaces", Kind.REPLACES);
    FIELDS.put("Enhances", null);
    FIELDS.put("Provides", Kind.PROVIDES);
  }

  private final Map<String, List<Package>> packages = new TreeMap<>();
  private final Map<String, List<Package>> providers = new HashMap<>();
  private final Map<String, Long> mentions = new HashMap<>();
  private final Set<String> marked = new HashSet<>();

  /** Reads stanzas written into a test. */
  static PlainIndex of(String text) {
    PlainIndex index = new PlainIndex();
    index.read("test", List.of(text.split("\n", -1)));
    index.sort();
    return index;
  }

  /** Reads whole Packages files, in the order of the sources. */
  static PlainIndex read(List<Path> files) {
    PlainIndex index = new PlainIndex();
    try {
      for (Path file : files) {
        index.read(file.getFileName().toString(), Files.readAllLines(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    index.sort();
    return index;
  }

  private void sort() {
    DebVersions versions = DebVersions.INSTANCE;
    for (List<Package> list : packages.values()) {
      list.sort((a, b) -> versions.compare(b.version(), a.version()));
    }
  }

  private void read(String repository, List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    String last = "";
    for (String line : lines) {
      if (line.isEmpty()) {
        add(repository, fields);
        fields.clear();
      } else if (line.charAt(0) == ' ') {
        fields.merge(last, line, String::concat);
      } else {
        int colon = line.indexOf(':');
        last = line.substring(0, colon);
        fields.put(last, line.substring(colon + 1).strip());
      }
    }
    add(repository, fields);
  }

  private void add(String repository, Map<String, String> fields) {
    String name = fields.get("Package");
    if (name == null) {
      return;
    }
    if (yes(fields, "Protected") || yes(fields, "Important")) {
      marked.add(name);
    }
    mention(name);
    List<Relation> relations = new ArrayList<>();
    FIELDS.forEach((field, kind) -> {
      for (List<Dependency> alternatives : parse(fields.getOrDefault(field, ""))) {
        alternatives.forEach(this::mention);
        if (kind != null) {
          relations.add(new Relation(kind, alternatives));
        }
      }
    });
    String version = fields.getOrDefault("Version", "1");
    String source = fields.getOrDefault("Source", name);
    int open = source.indexOf('(');
    String sourceVersion = open < 0 ? version : source.substring(open + 1, source.length() - 1);
    Package pkg =
        new Package(
            name,
            version,
            fields.getOrDefault("Architecture", "all"),
            open < 0 ? source : source.substring(0, open).strip(),
            sourceVersion,
            repository,
            fields.getOrDefault("Filename", "pool/" + name + ".deb"),
            Long.parseLong(fields.getOrDefault("Size", "1")),
            Digest.sha256(fields.getOrDefault("SHA256", "0".repeat(64))),
            Long.parseLong(fields.getOrDefault("Installed-Size", "0")),
            fields.getOrDefault("Priority", "optional"),
            yes(fields, "Essential"),
            fields.getOrDefault("Multi-Arch", "no"),
            relations);
    List<Package> list = packages.computeIfAbsent(name, _ -> new ArrayList<>());
    if (list.stream().anyMatch(other -> other.version().equals(version))) {
      return;
    }
    list.add(pkg);
    Set<String> seen = new HashSet<>();
    pkg.relations(Kind.PROVIDES)
        .flatMap(relation -> relation.alternatives().stream())
        .forEach(what -> {
          if (seen.add(what.name())) {
            providers.computeIfAbsent(what.name(), _ -> new ArrayList<>()).add(pkg);
          }
        });
  }

  private static boolean yes(Map<String, String> fields, String field) {
    return fields.getOrDefault(field, "no").equals("yes");
  }

  private void mention(Dependency dependency) {
    if (!dependency.architecture().equals("any")) {
      mention(dependency.name());
    }
  }

  private void mention(String name) {
    mentions.putIfAbsent(name, (long) mentions.size() + 1);
  }

  static List<List<Dependency>> parse(String field) {
    List<List<Dependency>> all = new ArrayList<>();
    for (String group : field.split(",")) {
      if (!group.isBlank()) {
        List<Dependency> alternatives = new ArrayList<>();
        for (String one : group.split("\\|")) {
          alternatives.add(dependency(one.strip()));
        }
        all.add(alternatives);
      }
    }
    return all;
  }

  private static Dependency dependency(String text) {
    int open = text.indexOf('(');
    String name = (open < 0 ? text : text.substring(0, open)).strip();
    Operator operator = Operator.ANY;
    String version = "";
    if (open >= 0) {
      String bound = text.substring(open + 1, text.indexOf(')')).strip();
      int end = 0;
      while ("<>=".indexOf(bound.charAt(end)) >= 0) {
        end++;
      }
      operator =
          switch (bound.substring(0, end)) {
            case "<<" -> Operator.LESS;
            case "<=", "<" -> Operator.AT_MOST;
            case "=" -> Operator.EQUAL;
            case ">=", ">" -> Operator.AT_LEAST;
            default -> Operator.GREATER;
          };
      version = bound.substring(end).strip();
    }
    int colon = name.indexOf(':');
    return new Dependency(
        colon < 0 ? name : name.substring(0, colon),
        colon < 0 ? "" : name.substring(colon + 1),
        operator,
        version);
  }

  @Override
  public List<Package> versions(String name) {
    return packages.getOrDefault(name, List.of());
  }

  @Override
  public List<Package> providers(String name) {
    return providers.getOrDefault(name, List.of());
  }

  @Override
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(packages.keySet()));
  }

  /** Names that no real package has, but some provide. */
  List<String> virtualNames() {
    return providers.keySet().stream()
        .filter(name -> !packages.containsKey(name))
        .sorted()
        .toList();
  }

  @Override
  public long firstMention(String name) {
    return mentions.getOrDefault(name, 0L);
  }

  @Override
  public boolean isProtected(String name) {
    return marked.contains(name);
  }
}
