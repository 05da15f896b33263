package dev.plinth.app;

import dev.plinth.deb.DebVersions;
import dev.plinth.deb.file.DebFile;
import dev.plinth.deb.flavour.MicroDrops;
import dev.plinth.deb.index.MergedIndex;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.generate.CaBundle;
import dev.plinth.generate.JavaKeyStore;
import dev.plinth.install.deb.DebInstaller;
import dev.plinth.install.deb.database.DpkgReader;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Blobs;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.PackageFormat;
import dev.plinth.pipeline.Repositories;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.Installer;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageDetails;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Debian's packages for the pipeline. */
final class DebianFormat implements PackageFormat {
  private final Settings settings;
  private final Blobs blobs;
  private final DebianArchives archives;
  private final KeptFindings findings;

  DebianFormat(Settings settings, Blobs blobs) {
    this.settings = settings;
    this.blobs = blobs;
    this.archives = new DebianArchives(settings, blobs);
    this.findings = new KeptFindings(settings.cache().resolve("findings"), BuildId.read());
  }

  @Override
  public VersionScheme versions() {
    return DebVersions.INSTANCE;
  }

  @Override
  public Platform platform(String architecture) {
    return switch (architecture) {
      case "armhf" -> new Platform("linux", "arm", "v7");
      case "armel" -> new Platform("linux", "arm", "v5");
      case "i386" -> new Platform("linux", "386");
      case "ppc64el" -> new Platform("linux", "ppc64le");
      default -> new Platform("linux", architecture);
    };
  }

  @Override
  public Repositories open(Spec spec, Progress progress) {
    return archives.open(spec, progress);
  }

  @Override
  public List<String> wishes(Spec.Flavour flavour, RepositoryIndex index) {
    return switch (flavour) {
      case MICRO -> MicroDrops.ALWAYS;
      case MINIMAL ->
          index instanceof MergedIndex merged ? List.copyOf(merged.essential()) : List.of();
    };
  }

  @Override
  public Map<String, String> droppable() {
    return MicroDrops.load();
  }

  @Override
  public void fetch(
      Spec spec,
      Lock lock,
      List<LockedPackage> packages,
      Progress progress,
      Consumer<LockedPackage> arrived) {
    archives.fetch(spec, lock, packages, progress, arrived);
  }

  @Override
  public PackageFile read(LockedPackage locked) {
    Path blob =
        blobs.verified(locked.sha256(), "package " + locked.name() + "=" + locked.version());
    try {
      return DebFile.open(blob, DebianArchives.plain(locked), settings.cache().resolve("unpacked"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Installer installer() {
    if (!BuildId.isKnown()) {
      return new DebInstaller();
    }
    DebInstaller installer = new DebInstaller(findings);
    return request -> {
      Installation installation = installer.install(request);
      try {
        findings.keep();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return installation;
    };
  }

  @Override
  public List<Package> installed(Tree base, String architecture) {
    try {
      List<Package> packages = new ArrayList<>();
      for (InstalledPackage pkg : new DpkgReader(base).read(architecture).all()) {
        packages.add(PackageStanza.installed(pkg.control(), architecture, "dpkg's database"));
      }
      return packages;
    } catch (FileSystemException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void addCertificates(Tree tree, Map<String, String> certificates) {
    Origin origin = new Origin.Generated("spec");
    certificates.forEach(
        (name, pem) -> CaBundle.add(tree, name, pem.getBytes(StandardCharsets.UTF_8), origin));
    CaBundle.update(tree, false, origin);
    if (tree.isRegularFile(JavaKeyStore.PATH)) {
      JavaKeyStore.apply(tree, JavaKeyStore.all(tree), JavaKeyStore.PASSWORD, origin);
    }
  }

  @Override
  public List<PackageDetails> details(Tree tree, String architecture) {
    try {
      return DebianDetails.of(tree, new DpkgReader(tree).read(architecture).all(), architecture);
    } catch (FileSystemException e) {
      throw unreadable(e);
    }
  }

  @Override
  public byte[] inventory(LayoutStore store, Descriptor manifest) {
    return FoundInventories.of(settings, store, manifest);
  }

  @Override
  public List<String> prove(Spec spec, Lock lock) {
    return archives.prove(spec, lock);
  }

  @Override
  public PackageFormat withCache(Path cache) {
    return new DebianFormat(settings.withCache(cache), blobs);
  }

  private static PlinthException unreadable(FileSystemException e) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the image's package database cannot be read: " + e.getMessage(),
        "check the image with plinth inspect",
        e);
  }
}
