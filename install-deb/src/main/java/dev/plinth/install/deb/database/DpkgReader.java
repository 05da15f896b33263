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
import java.util.TreeMap;

/** Reads what a base image's database says: {@code status}, or {@code status.d} without one. */
public final class DpkgReader {
  private static final String ROOT = "/var/lib/dpkg";

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
        if (!name.endsWith(".md5sums") && tree.isRegularFile(where)) {
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
    for (String line : paragraph.text("Conffiles").split("\n", -1)) {
      String[] words = line.strip().split(" ");
      if (words.length >= 2) {
        pkg.putConffile(new Conffile(words[0], words[1], words.length > 2 ? words[2] : ""));
      }
    }
    return pkg;
  }

  private void record(DpkgState state, String where) throws FileSystemException {
    for (Paragraph paragraph :
        Deb822.parse(tree.content(where).bytes(), StandardCharsets.ISO_8859_1, where)) {
      state.add(bare(paragraph, state.architecture(), where, new TreeMap<>()));
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
