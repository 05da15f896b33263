package dev.plinth.pipeline;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageDetails;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.FileGroup;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.PackageDependencies;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what an image contains: its packages with their files and licences, and the rest. */
final class BillMaker {
  private static final int LONGEST_LINK_CHAIN = 32;

  private final Workshop workshop;

  BillMaker(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * What the image itself says of its packages; it can be read beside other work.
   *
   * @param licences in the order of {@code packages}
   */
  record Known(List<PackageDetails> packages, List<LicenceFinding> licences) {}

  Known read(Root root) {
    List<PackageDetails> packages = workshop.format().details(root.tree(), root.architecture());
    return new Known(
        packages, packages.stream().map(one -> licence(one, root.licences())).toList());
  }

  /**
   * The bill of one platform.
   *
   * @param image its name
   * @param manifest its digest
   * @param known of the same tree
   * @param locks what its packages were locked to: the image's own, then those of its bases
   */
  BillOfMaterials make(
      String image,
      Digest manifest,
      Instant created,
      Tree tree,
      String architecture,
      FileList list,
      Known known,
      List<Lock> locks) {
    Map<String, LockedPackage> locked = locked(locks, architecture);
    Map<String, List<FileEntry>> byPackage = new HashMap<>();
    SortedMap<String, List<FileEntry>> byOrigin = new TreeMap<>();
    files(list, byPackage, byOrigin);
    List<PackageDetails> details = known.packages();
    List<Package> packages = new ArrayList<>();
    details.forEach(one -> packages.add(known(one.pkg(), locked)));
    SortedMap<String, List<String>> uses =
        PackageDependencies.of(packages, workshop.format().versions());
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < details.size(); i++) {
      PackageDetails one = details.get(i);
      String name = one.pkg().name();
      components.add(
          new Component(
              packages.get(i),
              new Component.About(one.maintainer(), one.homepage(), one.description()),
              known.licences().get(i),
              byPackage.getOrDefault(name, List.of()),
              uses.getOrDefault(name, List.of())));
    }
    List<FileGroup> others = new ArrayList<>();
    LicenceFinding none = LicenceFinding.unknown("no package declares a licence for it", "");
    byOrigin.forEach((origin, files) -> others.add(new FileGroup(origin, none, files)));
    return new BillOfMaterials(
        image,
        manifest,
        workshop.format().platform(architecture),
        created,
        workshop.version(),
        system(tree),
        components,
        others);
  }

  private static LicenceFinding licence(PackageDetails one, DeclaredLicences declared) {
    return one.copyright()
        .map(file -> declared.of(file, one.pkg().name()))
        .orElseGet(() -> LicenceFinding.unknown("the image has no copyright file of it", ""));
  }

  private static Map<String, LockedPackage> locked(List<Lock> locks, String architecture) {
    Map<String, LockedPackage> locked = new HashMap<>();
    for (Lock lock : locks) {
      if (lock.architectures().containsKey(architecture)) {
        for (LockedPackage pkg : lock.architecture(architecture).packages()) {
          locked.putIfAbsent(pkg.name() + "=" + pkg.version(), pkg);
        }
      }
    }
    return locked;
  }

  /** What the lock knows of the package's file is not in the image's database. */
  private static Package known(Package pkg, Map<String, LockedPackage> locked) {
    LockedPackage file = locked.get(pkg.name() + "=" + pkg.version());
    return file == null
        ? pkg
        : new Package(
            pkg.name(),
            pkg.version(),
            pkg.architecture(),
            pkg.source(),
            pkg.sourceVersion(),
            file.repository(),
            file.path(),
            file.size(),
            file.sha256(),
            pkg.installedSize(),
            pkg.priority(),
            pkg.essential(),
            pkg.multiArch(),
            pkg.relations());
  }

  private static void files(
      FileList list,
      Map<String, List<FileEntry>> byPackage,
      SortedMap<String, List<FileEntry>> byOrigin) {
    Map<String, FileList.Placed> visible = list.visible();
    visible.forEach((path, placed) -> {
      ListedFile file = placed.file();
      content(visible, file)
          .ifPresent(digest -> {
            FileEntry entry = new FileEntry(path, digest);
            Optional<String> owner = file.packageName();
            if (owner.isPresent()) {
              byPackage.computeIfAbsent(owner.get(), _ -> new ArrayList<>()).add(entry);
            } else {
              String origin =
                  file.from().startsWith(ListedFile.Source.GENERATED)
                      ? file.from().substring(ListedFile.Source.GENERATED.length())
                      : "base";
              byOrigin.computeIfAbsent(origin, _ -> new ArrayList<>()).add(entry);
            }
          });
    });
  }

  /** The digest of a file, also through hard links. */
  private static Optional<Digest> content(Map<String, FileList.Placed> all, ListedFile file) {
    ListedFile at = file;
    for (int i = 0; i < LONGEST_LINK_CHAIN; i++) {
      switch (at.type()) {
        case FILE -> {
          return at.sha256();
        }
        case HARD_LINK -> {
          FileList.Placed target = all.get(at.link());
          if (target == null) {
            return Optional.empty();
          }
          at = target.file();
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** From os-release(5); what it does not say is empty. */
  static OperatingSystem system(Tree tree) {
    Map<String, String> values = new HashMap<>();
    for (String path : List.of("/etc/os-release", "/usr/lib/os-release")) {
      if (tree.isRegularFile(path) && values.isEmpty()) {
        try {
          read(new String(tree.content(path).bytes(), StandardCharsets.UTF_8), values);
        } catch (FileSystemException e) {
          throw new IllegalStateException(RawPath.toText(path) + " was a file", e);
        }
      }
    }
    return new OperatingSystem(
        values.getOrDefault("ID", "linux"),
        values.getOrDefault("VERSION_ID", ""),
        values.getOrDefault("VERSION_CODENAME", ""),
        values.getOrDefault("NAME", "Linux"));
  }

  private static void read(String text, Map<String, String> values) {
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).strip();
        boolean quoted =
            value.length() >= 2
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        values.put(
            line.substring(0, equals).strip(),
            quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
  }
}
