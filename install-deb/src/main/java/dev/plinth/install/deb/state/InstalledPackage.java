package dev.plinth.install.deb.state;

import dev.plinth.deb.Paragraph;
import dev.plinth.rootfs.Content;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One package in dpkg's database. */
public final class InstalledPackage {
  /** How far the installation is (dpkg(1), "Package states"). */
  public enum Stage {
    NOT_INSTALLED("not-installed"),
    UNPACKED("unpacked"),
    HALF_CONFIGURED("half-configured"),
    INSTALLED("installed");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /** As dpkg writes it. */
    public String text() {
      return text;
    }
  }

  private final Paragraph control;
  private final SortedMap<String, Content> info;
  private final List<String> files = new ArrayList<>();
  private final SortedMap<String, String> conffiles = new TreeMap<>();
  private final List<String> conffileOrder = new ArrayList<>();
  private Stage stage = Stage.NOT_INSTALLED;

  /**
   * @param control fields of the control file, or of the database
   * @param info control files besides {@code control}
   */
  public InstalledPackage(Paragraph control, SortedMap<String, Content> info) {
    this.control = control;
    this.info = new TreeMap<>(info);
  }

  public String name() {
    return control.text("Package");
  }

  public String version() {
    return control.text("Version");
  }

  public String architecture() {
    return control.text("Architecture");
  }

  public Paragraph control() {
    return control;
  }

  /** Control files by name, {@code control} left out. */
  public SortedMap<String, Content> info() {
    return Collections.unmodifiableSortedMap(info);
  }

  /** {@code name}, or {@code name:arch} where several architectures may be installed together. */
  public String infoName() {
    return control.text("Multi-Arch").equals("same") ? name() + ":" + architecture() : name();
  }

  /** Paths as the package has them, {@code /.} first, in the order of its archive. */
  public List<String> files() {
    return Collections.unmodifiableList(files);
  }

  public void addFile(String path) {
    files.add(path);
  }

  /**
   * Paths of conffiles in the order of the control file, with the MD5 of what the package ships.
   */
  public List<String> conffiles() {
    return Collections.unmodifiableList(conffileOrder);
  }

  public String conffileHash(String path) {
    return conffiles.getOrDefault(path, "");
  }

  public void addConffile(String path, String md5) {
    if (conffiles.put(path, md5) == null) {
      conffileOrder.add(path);
    }
  }

  public Stage stage() {
    return stage;
  }

  public void stage(Stage next) {
    stage = next;
  }

  @Override
  public String toString() {
    return infoName() + "=" + version() + " (" + stage.text() + ")";
  }
}
