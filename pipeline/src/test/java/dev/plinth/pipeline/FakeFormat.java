package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.model.Progress;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.Installer;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Packages of one file each, whose versions are whole numbers; everything in memory. */
final class FakeFormat implements PackageFormat {
  /** What the mirror has: versions by name. */
  final TreeMap<String, SortedSet<Integer>> mirror = new TreeMap<>();

  /** How often the mirror was asked. */
  int asked;

  FakeFormat has(String name, int version) {
    mirror.computeIfAbsent(name, _ -> new TreeSet<>()).add(version);
    return this;
  }

  private static Package pkg(String name, String version) {
    List<Relation> relations =
        name.startsWith("needs-")
            ? List.of(
                new Relation(
                    Relation.Kind.DEPENDS,
                    List.of(
                        new Dependency(
                            name.substring("needs-".length()),
                            "",
                            Dependency.Operator.AT_LEAST,
                            version))))
            : List.of();
    return new Package(
        name,
        version,
        "amd64",
        name,
        version,
        "fake",
        name + ".deb",
        1,
        Digest.of(name + version),
        1,
        "optional",
        false,
        "no",
        relations);
  }

  private record Index(TreeMap<String, SortedSet<Integer>> mirror) implements RepositoryIndex {
    @Override
    public List<Package> versions(String name) {
      List<Package> all = new ArrayList<>();
      mirror.getOrDefault(name, new TreeSet<>()).forEach(v -> all.add(pkg(name, "" + v)));
      Collections.reverse(all);
      return all;
    }

    @Override
    public List<Package> providers(String name) {
      return List.of();
    }

    @Override
    public SortedSet<String> names() {
      return new TreeSet<>(mirror.keySet());
    }
  }

  @Override
  public VersionScheme versions() {
    return new VersionScheme() {
      @Override
      public boolean isValid(String version) {
        return true;
      }

      @Override
      public int compare(String one, String other) {
        return Integer.compare(Integer.parseInt(one), Integer.parseInt(other));
      }
    };
  }

  @Override
  public Platform platform(String architecture) {
    return new Platform("linux", architecture);
  }

  @Override
  public Repositories open(Spec spec, Progress progress) {
    asked++;
    try (Progress.Phase _ = progress.begin("fetch")) {
      return new Repositories() {
        @Override
        public List<dev.plinth.lock.LockedRepository> locked() {
          return List.of();
        }

        @Override
        public RepositoryIndex index(String architecture) {
          return new Index(mirror);
        }
      };
    }
  }

  @Override
  public List<String> wishes(Spec.Flavour flavour, RepositoryIndex index) {
    return List.of();
  }

  @Override
  public Map<String, String> droppable() {
    return Map.of();
  }

  @Override
  public void fetch(
      Spec spec,
      Lock lock,
      List<LockedPackage> packages,
      Progress progress,
      Consumer<LockedPackage> arrived) {
    try (Progress.Phase phase = progress.begin("download")) {
      packages.forEach(arrived);
      phase.result(packages.size() + " packages");
    }
  }

  @Override
  public PackageFile read(LockedPackage locked) {
    return new PackageFile(
        pkg(locked.name(), locked.version()), new TreeMap<>(), List.of(), 1_000_000_000);
  }

  @Override
  public Installer installer() {
    return request -> {
      Tree tree = request.base().copy();
      try {
        for (PackageFile file : request.packages()) {
          Origin origin = new Origin.Packaged(file.pkg().name());
          tree.mkdirs("/opt", origin);
          tree.write(
              "/opt/" + file.pkg().name(),
              Content.ofRaw(file.pkg().version()),
              Attributes.generated(0644, origin));
        }
      } catch (FileSystemException e) {
        throw new IllegalStateException(e);
      }
      return new Installation(tree, List.of(), List.of(), request.ids());
    };
  }

  @Override
  public List<Package> installed(Tree base, String architecture) {
    try {
      List<Package> all = new ArrayList<>();
      for (String name : base.list("/opt")) {
        all.add(
            pkg(name, new String(base.content("/opt/" + name).bytes(), StandardCharsets.UTF_8)));
      }
      return all;
    } catch (FileSystemException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void addCertificates(Tree tree, Map<String, String> certificates) {}

  @Override
  public byte[] inventory(
      dev.plinth.oci.layout.LayoutStore store, dev.plinth.oci.Descriptor manifest) {
    return "{}".getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public List<String> prove(Spec spec, Lock lock) {
    return List.of();
  }

  @Override
  public List<dev.plinth.pkg.PackageDetails> details(Tree tree, String architecture) {
    return installed(tree, architecture).stream()
        .map(p -> new dev.plinth.pkg.PackageDetails(p, "Fake", "", "", java.util.Optional.empty()))
        .toList();
  }

  @Override
  public PackageFormat withCache(java.nio.file.Path cache) {
    return this;
  }
}
