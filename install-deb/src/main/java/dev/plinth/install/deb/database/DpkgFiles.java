package dev.plinth.install.deb.database;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads and writes {@code /var/lib/dpkg} (dpkg(1), "FILES"). */
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

  // ---- reading -----------------------------------------------------------------------------

  /** What the tree's database says; an empty state where there is none. */
  public DpkgState read(String architecture) throws FileSystemException {
    DpkgState state = new DpkgState(architecture);
    if (tree.isRegularFile(ROOT + "/status")) {
      for (Paragraph paragraph :
          Deb822.parse(bytes(ROOT + "/status"), StandardCharsets.ISO_8859_1, ROOT + "/status")) {
        if (paragraph.text("Status").endsWith(" installed")) {
          state.add(installed(paragraph));
        }
      }
      if (tree.isRegularFile(ROOT + "/diversions")) {
        state
            .diversions()
            .load(new String(bytes(ROOT + "/diversions"), StandardCharsets.ISO_8859_1));
      }
      for (InstalledPackage pkg : state.all()) {
        Content triggers = pkg.info().get("triggers");
        if (triggers != null) {
          state
              .triggers()
              .interests(pkg.name(), new String(triggers.bytes(), StandardCharsets.UTF_8));
        }
      }
    } else if (tree.isDirectory(ROOT + "/status.d")) {
      for (String name : tree.list(ROOT + "/status.d")) {
        if (!name.endsWith(".md5sums")) {
          String path = ROOT + "/status.d/" + name;
          for (Paragraph paragraph : Deb822.parse(bytes(path), StandardCharsets.ISO_8859_1, path)) {
            InstalledPackage pkg = new InstalledPackage(paragraph, new TreeMap<>());
            pkg.stage(InstalledPackage.Stage.INSTALLED);
            state.add(pkg);
          }
        }
      }
    }
    return state;
  }

  private InstalledPackage installed(Paragraph paragraph) throws FileSystemException {
    InstalledPackage bare = new InstalledPackage(paragraph, new TreeMap<>());
    TreeMap<String, Content> info = new TreeMap<>();
    String prefix = bare.infoName() + ".";
    for (String name : tree.list(ROOT + "/info")) {
      if (name.startsWith(prefix) && !name.endsWith(".list")) {
        info.put(name.substring(prefix.length()), tree.content(ROOT + "/info/" + name));
      }
    }
    InstalledPackage pkg = new InstalledPackage(paragraph, info);
    String list = ROOT + "/info/" + prefix + "list";
    if (tree.isRegularFile(list)) {
      new String(bytes(list), StandardCharsets.ISO_8859_1).lines().forEach(pkg::addFile);
    }
    for (String line : paragraph.text("Conffiles").lines().toList()) {
      String[] words = line.strip().split(" ");
      if (words.length >= 2) {
        pkg.addConffile(words[0], words[1]);
      }
    }
    pkg.stage(InstalledPackage.Stage.INSTALLED);
    return pkg;
  }

  private byte[] bytes(String path) throws FileSystemException {
    return tree.content(path).bytes();
  }

  // ---- writing -----------------------------------------------------------------------------

  /** Makes the folders and fixed files, so that scripts find what they find on a real system. */
  public void prepare(DpkgState state) throws FileSystemException {
    for (String folder : new String[] {"alternatives", "info", "parts", "triggers", "updates"}) {
      tree.mkdirs(ROOT + "/" + folder, ORIGIN);
    }
    write(ROOT + "/arch", state.architecture() + "\n", PLAIN);
    write(ROOT + "/info/format", "1\n", PLAIN);
    writeDiversions(state);
    if (!state.overrides().isEmpty()) {
      writeOverrides(state);
    }
  }

  /** Writes a package's files below {@code info}; the list last known. */
  public void writeInfo(InstalledPackage pkg) throws FileSystemException {
    String prefix = ROOT + "/info/" + pkg.infoName() + ".";
    for (Map.Entry<String, Content> entry : pkg.info().entrySet()) {
      put(
          prefix + entry.getKey(),
          entry.getValue(),
          SCRIPTS.contains(entry.getKey()) ? PROGRAM : PLAIN);
    }
    StringBuilder list = new StringBuilder();
    pkg.files().forEach(path -> list.append(path).append('\n'));
    write(prefix + "list", list.toString(), PLAIN);
  }

  public void writeDiversions(DpkgState state) throws FileSystemException {
    if (!state.diversions().all().isEmpty()) {
      write(ROOT + "/diversions", state.diversions().text(), PLAIN);
    }
  }

  public void writeOverrides(DpkgState state) throws FileSystemException {
    StringBuilder text = new StringBuilder();
    state
        .overrides()
        .forEach((path, line) -> text.append(line).append(' ').append(path).append('\n'));
    write(ROOT + "/statoverride", text.toString(), PLAIN);
  }

  /** The status file as it is now; dpkg-query reads the state, other programs this file. */
  public void writeStatus(DpkgState state) throws FileSystemException {
    StringBuilder text = new StringBuilder(1 << 16);
    state.all().forEach(pkg -> text.append(StatusText.status(pkg)).append('\n'));
    write(ROOT + "/status", text.toString(), PLAIN);
  }

  /** All of the full database. */
  public void writeAll(DpkgState state) throws FileSystemException {
    writeStatus(state);
    writeDiversions(state);
    write(ROOT + "/lock", "", 0640);
    write(ROOT + "/lock-frontend", "", 0640);
    write(ROOT + "/triggers/Lock", "", 0600);
    write(ROOT + "/triggers/Unincorp", "", PLAIN);
    write(ROOT + "/triggers/File", state.triggers().fileText(), PLAIN);
    for (Map.Entry<String, String> entry : state.triggers().explicitTexts().entrySet()) {
      write(ROOT + "/triggers/" + entry.getKey(), entry.getValue(), PLAIN);
    }
  }

  /**
   * Replaces the database by one record a package, {@code status.d/NAME} with {@code NAME.md5sums}:
   * what scanners read in images without a package manager.
   */
  public void writeRecords(DpkgState state) throws FileSystemException {
    for (String name : tree.isDirectory(ROOT) ? tree.list(ROOT) : List.<String>of()) {
      if (!name.equals("status.d")) {
        tree.removeAll(ROOT + "/" + name);
      }
    }
    tree.mkdirs(ROOT + "/status.d", ORIGIN);
    for (InstalledPackage pkg : state.all()) {
      if (pkg.files().isEmpty()) {
        // A package of the base: its records are there already.
        continue;
      }
      Origin origin = new Origin.Packaged(pkg.name());
      String path = ROOT + "/status.d/" + pkg.name();
      tree.write(
          path,
          Content.ofRaw(StatusText.record(pkg.control())),
          Attributes.generated(PLAIN, origin));
      Content md5sums = pkg.info().get("md5sums");
      if (md5sums != null) {
        tree.write(path + ".md5sums", md5sums, Attributes.generated(PLAIN, origin));
      }
    }
  }

  private void write(String path, String text, int mode) throws FileSystemException {
    put(path, Content.ofRaw(text), mode);
  }

  private void put(String path, Content content, int mode) throws FileSystemException {
    tree.put(path, new Node.RegularFile(Attributes.generated(mode, ORIGIN), content));
  }
}
