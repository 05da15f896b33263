package dev.plinth.install.deb.database;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code /var/lib/dpkg} (dpkg(1), "FILES"). */
public final class DpkgFiles {
  private static final String ROOT = "/var/lib/dpkg";
  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");
  private static final Origin ORIGIN = new Origin.Generated("dpkg");
  private static final int PLAIN = 0644;
  private static final int PROGRAM = 0755;

  private final Tree tree;

  public DpkgFiles(Tree tree) {
    this.tree = tree;
  }

  /** Makes the folders and fixed files, so that scripts find what they find on a real system. */
  public void prepare(DpkgState state) throws FileSystemException {
    for (String folder : new String[] {"alternatives", "info", "parts", "triggers", "updates"}) {
      tree.mkdirs(ROOT + "/" + folder, ORIGIN);
    }
    if (!tree.isRegularFile(ROOT + "/arch")) {
      write(ROOT + "/arch", state.architecture() + "\n", PLAIN);
    }
    write(ROOT + "/info/format", "1\n", PLAIN);
  }

  /** Writes a package's files below {@code info}, the list of its files included. */
  public void writeInfo(InstalledPackage pkg) throws FileSystemException {
    String prefix = ROOT + "/info/" + pkg.infoName() + ".";
    Origin origin = new Origin.Packaged(pkg.name());
    for (Map.Entry<String, Content> entry : pkg.info().entrySet()) {
      int mode = SCRIPTS.contains(entry.getKey()) ? PROGRAM : PLAIN;
      put(prefix + entry.getKey(), entry.getValue(), mode, origin);
    }
    writeList(pkg);
  }

  /** Writes the list of a package's files anew. */
  public void writeList(InstalledPackage pkg) throws FileSystemException {
    StringBuilder list = new StringBuilder();
    pkg.files().forEach(path -> list.append(path).append('\n'));
    put(
        ROOT + "/info/" + pkg.infoName() + ".list",
        Content.ofRaw(list.toString()),
        PLAIN,
        new Origin.Packaged(pkg.name()));
  }

  /** Removes an older version's files below {@code info} that the new one does not have. */
  public void forgetInfo(InstalledPackage old, InstalledPackage now) throws FileSystemException {
    for (String name : old.info().keySet()) {
      String path = ROOT + "/info/" + old.infoName() + "." + name;
      boolean kept = old.infoName().equals(now.infoName()) && now.info().containsKey(name);
      if (!kept && tree.lstat(path).isPresent()) {
        tree.remove(path);
      }
    }
    String list = ROOT + "/info/" + old.infoName() + ".list";
    if (!old.infoName().equals(now.infoName()) && tree.lstat(list).isPresent()) {
      tree.remove(list);
    }
  }

  public void writeDiversions(DpkgState state) throws FileSystemException {
    if (!state.diversions().all().isEmpty() || tree.isRegularFile(ROOT + "/diversions")) {
      write(ROOT + "/diversions", state.diversions().text(), PLAIN);
    }
  }

  public void writeOverrides(DpkgState state) throws FileSystemException {
    if (!state.overrides().isEmpty() || tree.isRegularFile(ROOT + "/statoverride")) {
      write(ROOT + "/statoverride", state.overrideText(), PLAIN);
    }
  }

  /** The status file as it is now. */
  public void writeStatus(DpkgState state) throws FileSystemException {
    StringBuilder text = new StringBuilder(1 << 16);
    state.all().forEach(pkg -> text.append(StatusText.status(pkg)).append('\n'));
    write(ROOT + "/status", text.toString(), PLAIN);
  }

  /** All of the full database but what {@link #writeInfo} writes package by package. */
  public void writeAll(DpkgState state) throws FileSystemException {
    writeStatus(state);
    writeDiversions(state);
    writeOverrides(state);
    write(ROOT + "/lock", "", 0640);
    write(ROOT + "/lock-frontend", "", 0640);
    write(ROOT + "/triggers/Lock", "", 0600);
    write(ROOT + "/triggers/Unincorp", "", PLAIN);
    String files = state.triggers().fileText();
    if (!files.isEmpty() || tree.isRegularFile(ROOT + "/triggers/File")) {
      write(ROOT + "/triggers/File", files, PLAIN);
    }
    for (Map.Entry<String, String> entry : state.triggers().explicitTexts().entrySet()) {
      write(ROOT + "/triggers/" + entry.getKey(), entry.getValue(), PLAIN);
    }
  }

  /**
   * Replaces the database by one record a package, {@code status.d/NAME} with {@code NAME.md5sums}:
   * what scanners read in images without a package manager.
   */
  public void writeRecords(DpkgState state, Set<String> fresh) throws FileSystemException {
    for (String name : tree.isDirectory(ROOT) ? tree.list(ROOT) : List.<String>of()) {
      if (!name.equals("status.d")) {
        tree.removeAll(ROOT + "/" + name);
      }
    }
    tree.mkdirs(ROOT + "/status.d", ORIGIN);
    for (InstalledPackage pkg : state.all()) {
      if (fresh.contains(pkg.name())) {
        Origin origin = new Origin.Packaged(pkg.name());
        String path = ROOT + "/status.d/" + pkg.name();
        put(path, Content.ofRaw(StatusText.record(pkg)), PLAIN, origin);
        Content md5sums = pkg.info().get("md5sums");
        if (md5sums != null) {
          put(path + ".md5sums", md5sums, PLAIN, origin);
        }
      }
    }
  }

  private void write(String path, String text, int mode) throws FileSystemException {
    put(path, Content.ofRaw(text), mode, ORIGIN);
  }

  private void put(String path, Content content, int mode, Origin origin)
      throws FileSystemException {
    tree.put(path, new Node.RegularFile(Attributes.generated(mode, origin), content));
  }
}
