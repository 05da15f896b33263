package dev.plinth.install.deb.database;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Conffile;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads what a base image's database says: {@code status}, or {@code status.d} without one. */
public final class DpkgReader {
  private static final String ROOT = "/var/lib/dpkg";
  private static final String MD5SUMS = ".md5sums";

  private final Tree tree;

  public DpkgReader(Tree tree) {
    this.tree = tree;
  }

  /** The state; an empty one where there is no database. */
  public DpkgState read(String architecture) throws FileSystemException {
    DpkgState state = new DpkgState(architecture);
    if (tree.isRegularFile(ROOT + "/status")) {
      String where = ROOT + "/status";
      for (Paragraph paragraph :
          Deb822.parse(tree.content(where).bytes(), StandardCharsets.ISO_8859_1, where)) {
        if (paragraph.text("Status").endsWith(" installed")) {
          state.add(full(paragraph, architecture, where));
        }
      }
      if (tree.isRegularFile(ROOT + "/diversions")) {
        state.diversions().load(text(ROOT + "/diversions"));
      }
      if (tree.isRegularFile(ROOT + "/statoverride")) {
        state.loadOverrides(text(ROOT + "/statoverride"));
      }
      state.all().forEach(state.triggers()::register);
    } else if (tree.isDirectory(ROOT + "/status.d")) {
      for (String name : tree.list(ROOT + "/status.d")) {
        String where = ROOT + "/status.d/" + name;
        if (!name.endsWith(MD5SUMS) && tree.isRegularFile(where)) {
          record(state, where);
        }
      }
    }
    return state;
  }

  private InstalledPackage full(Paragraph paragraph, String architecture, String where)
      throws FileSystemException {
    InstalledPackage bare = bare(paragraph, architecture, where, new TreeMap<>());
    TreeMap<String, Content> info = new TreeMap<>();
    String prefix = bare.infoName() + ".";
    if (tree.isDirectory(ROOT + "/info")) {
      for (String name : tree.list(ROOT + "/info")) {
        if (name.startsWith(prefix) && !name.endsWith(".list")) {
          info.put(name.substring(prefix.length()), tree.content(ROOT + "/info/" + name));
        }
      }
    }
    InstalledPackage pkg = bare(paragraph, architecture, where, info);
    String list = ROOT + "/info/" + prefix + "list";
    if (tree.isRegularFile(list)) {
      for (String path : text(list).split("\n", -1)) {
        if (!path.isEmpty()) {
          pkg.addFile(path);
        }
      }
    }
    conffiles(pkg, paragraph);
    return pkg;
  }

  private static void conffiles(InstalledPackage pkg, Paragraph paragraph) {
    for (String line : paragraph.text("Conffiles").split("\n", -1)) {
      String[] words = line.strip().split(" ");
      if (words.length >= 2) {
        pkg.putConffile(new Conffile(words[0], words[1], words.length > 2 ? words[2] : ""));
      }
    }
  }

  private void record(DpkgState state, String where) throws FileSystemException {
    for (Paragraph paragraph :
        Deb822.parse(tree.content(where).bytes(), StandardCharsets.ISO_8859_1, where)) {
      InstalledPackage pkg = bare(paragraph, state.architecture(), where, new TreeMap<>());
      conffiles(pkg, paragraph);
      files(pkg, where + MD5SUMS);
      state.add(pkg);
    }
  }

  /**
   * The package's files, as far as records know them: those with a hash, its configuration files,
   * and the folders of both. Without them the files of a version before would never go.
   */
  private void files(InstalledPackage pkg, String md5sums) throws FileSystemException {
    List<String> paths = new ArrayList<>();
    if (tree.isRegularFile(md5sums)) {
      for (String line : text(md5sums).split("\n", -1)) {
        int gap = line.indexOf("  ");
        if (gap > 0 && gap + 2 < line.length()) {
          paths.add("/" + line.substring(gap + 2));
        }
      }
    }
    pkg.conffiles().stream()
        .filter(conffile -> conffile.mark().isEmpty())
        .forEach(conffile -> paths.add(conffile.path()));
    for (String path : paths) {
      for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        pkg.addFile(path.substring(0, slash));
      }
      pkg.addFile(path);
    }
  }

  private static InstalledPackage bare(
      Paragraph paragraph, String architecture, String where, TreeMap<String, Content> info) {
    InstalledPackage pkg =
        new InstalledPackage(
            PackageStanza.installed(paragraph, architecture, where), paragraph, info);
    pkg.stage(Stage.INSTALLED);
    pkg.configuredVersion(pkg.version());
    return pkg;
  }

  private String text(String path) throws FileSystemException {
    return new String(tree.content(path).bytes(), StandardCharsets.ISO_8859_1);
  }
}
