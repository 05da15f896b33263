package dev.plinth.install.deb.state;

import dev.plinth.deb.Paragraph;
import dev.plinth.pkg.Package;
import dev.plinth.rootfs.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One package in dpkg's database, with what is kept of it below {@code info}. */
public final class InstalledPackage {
  /** How far the installation is (dpkg(1), "Package states"), in dpkg's order. */
  public enum Stage {
    NOT_INSTALLED("not-installed"),
    HALF_INSTALLED("half-installed"),
    UNPACKED("unpacked"),
    HALF_CONFIGURED("half-configured"),
    TRIGGERS_AWAITED("triggers-awaited"),
    TRIGGERS_PENDING("triggers-pending"),
    INSTALLED("installed");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /** As dpkg writes it. */
    public String text() {
      return text;
    }

    /** Whether the files are there, configured or not. */
    public boolean isUnpacked() {
      return compareTo(UNPACKED) >= 0;
    }

    /** Whether it was configured; triggers may still be open. */
    public boolean isConfigured() {
      return compareTo(TRIGGERS_AWAITED) >= 0;
    }
  }

  private final Package pkg;
  private final Paragraph control;
  private final SortedMap<String, Content> info;
  private final Set<String> files = new LinkedHashSet<>();
  private final SequencedMap<String, Conffile> conffiles = new LinkedHashMap<>();
  private final List<String> pendingTriggers = new ArrayList<>();
  private final Set<String> awaitedPackages = new LinkedHashSet<>();
  private String configured = "";
  private Stage stage = Stage.NOT_INSTALLED;

  /**
   * A configuration file that belongs to a package.
   *
   * @param md5 of the file as the package shipped it, hexadecimal; {@code newconffile} before it is
   *     configured
   * @param mark {@link #OBSOLETE}, {@link #REMOVED}, or empty
   */
  public record Conffile(String path, String md5, String mark) {
    /** The package no longer ships it. */
    public static final String OBSOLETE = "obsolete";

    /** The package takes it away when an older version of it had it. */
    public static final String REMOVED = "remove-on-upgrade";

    public boolean isObsolete() {
      return mark.equals(OBSOLETE);
    }
  }

  /**
   * @param pkg what the control fields say
   * @param control fields of the control file, or of the database, raw
   * @param info control files besides {@code control}
   */
  public InstalledPackage(Package pkg, Paragraph control, SortedMap<String, Content> info) {
    this.pkg = pkg;
    this.control = control;
    this.info = new TreeMap<>(info);
  }

  /** Name, version and relations. */
  public Package pkg() {
    return pkg;
  }

  public String name() {
    return pkg.name();
  }

  public String version() {
    return pkg.version();
  }

  public String architecture() {
    return pkg.architecture();
  }

  public Paragraph control() {
    return control;
  }

  /** Control files by name, {@code control} left out. */
  public SortedMap<String, Content> info() {
    return Collections.unmodifiableSortedMap(info);
  }

  public Optional<Content> info(String name) {
    return Optional.ofNullable(info.get(name));
  }

  /** Adds a control file that dpkg makes itself. */
  public void addInfo(String name, Content content) {
    info.put(name, content);
  }

  /** {@code name}, or {@code name:arch} where several architectures may be installed together. */
  public String infoName() {
    return pkg.multiArch().equals("same") ? name() + ":" + architecture() : name();
  }

  /** Paths as the package has them, {@code /.} first, in the order of its archive. */
  public Collection<String> files() {
    return Collections.unmodifiableCollection(files);
  }

  public boolean owns(String path) {
    return files.contains(path);
  }

  public void addFile(String path) {
    files.add(path);
  }

  /** Another package has taken the file over. */
  public void loseFile(String path) {
    files.remove(path);
  }

  /** In the order of the control file. */
  public Collection<Conffile> conffiles() {
    return Collections.unmodifiableCollection(conffiles.values());
  }

  public Optional<Conffile> conffile(String path) {
    return Optional.ofNullable(conffiles.get(path));
  }

  public void putConffile(Conffile conffile) {
    conffiles.put(conffile.path(), conffile);
  }

  public void removeConffile(String path) {
    conffiles.remove(path);
  }

  public Stage stage() {
    return stage;
  }

  public void stage(Stage next) {
    stage = next;
  }

  /** The version that was configured last, which the postinst is told; empty where none was. */
  public String configuredVersion() {
    return configured;
  }

  public void configuredVersion(String version) {
    configured = version;
  }

  /** Triggers that its postinst is still to be told of, the newest first as dpkg has them. */
  public List<String> pendingTriggers() {
    return Collections.unmodifiableList(pendingTriggers);
  }

  public boolean pend(String trigger) {
    if (pendingTriggers.contains(trigger)) {
      return false;
    }
    pendingTriggers.addFirst(trigger);
    return true;
  }

  public void clearPending() {
    pendingTriggers.clear();
  }

  /** Names of packages whose trigger processing it waits for. */
  public Set<String> awaited() {
    return Collections.unmodifiableSet(awaitedPackages);
  }

  public void await(String packageName) {
    awaitedPackages.add(packageName);
  }

  public void stopAwaiting(String packageName) {
    awaitedPackages.remove(packageName);
  }

  @Override
  public String toString() {
    return infoName() + "=" + version() + " (" + stage.text() + ")";
  }
}
