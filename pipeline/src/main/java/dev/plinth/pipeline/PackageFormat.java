package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Platform;
import dev.plinth.model.Progress;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pkg.Installer;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageDetails;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a package format with its distributions brings to the pipeline; wired in {@code app}. */
public interface PackageFormat {
  VersionScheme versions();

  /** The platform of an architecture that the distribution names {@code architecture}. */
  Platform platform(String architecture);

  /**
   * Finds mirrors, downloads and verifies the repositories of {@code spec}; what proves them is
   * kept as blobs.
   */
  Repositories open(Spec spec, Progress progress);

  /**
   * Names that the flavour itself asks for, before those of the spec.
   *
   * @param index of one architecture
   */
  List<String> wishes(Spec.Flavour flavour, RepositoryIndex index);

  /** Packages that a {@code micro} image can do without, with the reason. */
  Map<String, String> droppable();

  /**
   * Makes every package of the lock a blob that is there, from the mirrors where it is not.
   *
   * @param arrived is told of each as soon as it is there, on any thread
   */
  void fetch(
      Spec spec,
      Lock lock,
      List<LockedPackage> packages,
      Progress progress,
      Consumer<LockedPackage> arrived);

  /** Opens a package whose blob is there, after hashing it again. */
  PackageFile read(LockedPackage pkg);

  Installer installer();

  /** What a base image's package database says is installed. */
  List<Package> installed(Tree base, String architecture);

  /** The same with what inventories want to know of each, by name. */
  List<PackageDetails> details(Tree tree, String architecture);

  /**
   * What reading the layers of a finished image tells, as the predicate of a statement ({@link
   * dev.plinth.evidence.predicate.FoundInventory}): the same bytes for the same image.
   *
   * @param store that has the image
   * @param manifest of one platform
   */
  byte[] inventory(LayoutStore store, Descriptor manifest);

  /** Adds certificates (PEM texts by name) to every bundle that the tree has. */
  void addCertificates(Tree tree, Map<String, String> certificates);

  /**
   * Re-checks the chain of a lock from blobs alone: Release signature, index hashes, package
   * entries, package hashes.
   *
   * @param spec has the keys of repositories of its own
   * @return one line a link that was checked
   */
  List<String> prove(Spec spec, Lock lock);

  /** The same format with another folder for what was unpacked: nothing there is believed. */
  PackageFormat withCache(Path cache);
}
