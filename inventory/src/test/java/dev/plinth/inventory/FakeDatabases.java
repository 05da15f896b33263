package dev.plinth.inventory;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Stands for the readers of real databases. */
public final class FakeDatabases {
  private FakeDatabases() {}

  public static List<DatabaseReader> all() {
    return List.of(new Dpkg(), new Apk());
  }

  public static InstalledPackage pkg(PackageType type, String name, String version) {
    return pkg(type, name, version, List.of());
  }

  public static InstalledPackage pkg(
      PackageType type, String name, String version, List<String> files) {
    return new InstalledPackage(type, name, version, "", name, version, "", "", "", "", files);
  }

  /** {@code var/lib/dpkg/status} with lines {@code name version}, and {@code info/name.list}. */
  public static final class Dpkg implements DatabaseReader {
    private static final String INFO = "var/lib/dpkg/info/";

    @Override
    public boolean reads(String path) {
      return path.equals("var/lib/dpkg/status")
          || (path.startsWith("var/lib/dpkg/status.d/") && !path.endsWith(".md5sums"))
          || (path.startsWith(INFO) && path.endsWith(".list"));
    }

    @Override
    public DatabaseFile read(String path, Path file) throws IOException {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      if (path.startsWith(INFO)) {
        TreeMap<String, List<String>> files = new TreeMap<>();
        files.put(path.substring(INFO.length(), path.length() - ".list".length()), lines);
        return new DatabaseFile(List.of(), files, List.of());
      }
      List<InstalledPackage> packages = new ArrayList<>();
      for (String line : lines) {
        String[] words = line.split(" ");
        if (words.length != 2) {
          throw new PlinthException(ErrorCode.BAD_INPUT, "bad line", "");
        }
        packages.add(pkg(PackageType.DEB, words[0], words[1]));
      }
      return DatabaseFile.of(packages);
    }
  }

  /** Enough of apk's {@code installed} for real ones: P, V, A, o, F, R. */
  public static final class Apk implements DatabaseReader {
    @Override
    public boolean reads(String path) {
      return path.equals("lib/apk/db/installed");
    }

    @Override
    public DatabaseFile read(String path, Path file) throws IOException {
      List<InstalledPackage> packages = new ArrayList<>();
      String name = "";
      String version = "";
      String folder = "";
      List<String> files = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String value = line.length() > 2 ? line.substring(2) : "";
        if (line.startsWith("P:")) {
          name = value;
        } else if (line.startsWith("V:")) {
          version = value;
        } else if (line.startsWith("F:")) {
          folder = value;
        } else if (line.startsWith("R:")) {
          files.add(folder.isEmpty() ? value : folder + "/" + value);
        } else if (line.isEmpty() && !name.isEmpty()) {
          packages.add(pkg(PackageType.APK, name, version, files));
          name = "";
          files = new ArrayList<>();
        }
      }
      return DatabaseFile.of(packages);
    }
  }
}
