package dev.plinth.apk.installed;

import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The installed packages of an ADB file: an array of blobs, each of which is a block like that of a
 * package file (apk-tools 3: schemas "installed" and "package").
 */
final class AdbInstalled {
  private static final int DATABASE_PACKAGES = 1;
  private static final int PACKAGE_INFO = 1;
  private static final int PACKAGE_DIRECTORIES = 2;
  private static final int DIRECTORY_NAME = 1;
  private static final int DIRECTORY_FILES = 3;
  private static final int FILE_NAME = 1;
  private static final int NAME = 1;
  private static final int VERSION = 2;
  private static final int ARCHITECTURE = 5;
  private static final int LICENCE = 6;
  private static final int ORIGIN = 7;
  private static final int MAINTAINER = 8;

  /** Slots looked at; words may name the same values again and again. */
  private static final int MOST_SLOTS = 2_000_000;

  private final DatabaseCollector found;
  private int slots;

  AdbInstalled(DatabaseCollector found) {
    this.found = found;
  }

  /** Takes all packages of a database. */
  void read(AdbFile file) {
    if (file.schema() != AdbFile.INSTALLED) {
      found.gap("is an ADB file, but no database of installed packages");
      return;
    }
    AdbValues values = file.values();
    int packages = values.slot(values.root(), DATABASE_PACKAGES);
    for (int i = 1; i <= values.slots(packages) && goesOn(); i++) {
      ByteBuffer blob = values.blob(values.slot(packages, i));
      try {
        if (blob == null) {
          found.gap("package " + i + " lies outside the file");
        } else {
          add(new AdbValues(payload(blob, i), "package " + i));
        }
      } catch (PlinthException e) {
        found.gap(e.getMessage() == null ? "package " + i : e.getMessage());
      }
    }
  }

  /** Takes the package that is the root of a block. */
  void add(AdbValues values) {
    int info = values.slot(values.root(), PACKAGE_INFO);
    String name = values.text(info, NAME);
    String version = values.text(info, VERSION);
    String origin = values.text(info, ORIGIN);
    found.add(
        new InstalledPackage(
            PackageType.APK,
            name,
            version,
            values.text(info, ARCHITECTURE),
            origin.isEmpty() ? name : origin,
            version,
            values.text(info, MAINTAINER),
            values.text(info, LICENCE),
            "",
            "",
            files(values)));
  }

  private List<String> files(AdbValues values) {
    List<String> files = new ArrayList<>();
    int directories = values.slot(values.root(), PACKAGE_DIRECTORIES);
    for (int i = 1; i <= values.slots(directories) && goesOnWithFiles(); i++) {
      int directory = values.slot(directories, i);
      int inside = values.slot(directory, DIRECTORY_FILES);
      String name = values.slots(inside) == 0 ? "" : values.raw(directory, DIRECTORY_NAME);
      for (int j = 1; j <= values.slots(inside) && goesOnWithFiles(); j++) {
        String file = values.raw(values.slot(inside, j), FILE_NAME);
        if (!file.isEmpty()) {
          found.path(files, name + "/" + file);
        }
      }
    }
    return files;
  }

  private boolean goesOnWithFiles() {
    return !found.isFullOfFiles() && goesOn();
  }

  private boolean goesOn() {
    if (++slots == MOST_SLOTS) {
      found.gap("names its values over " + MOST_SLOTS + " times: the rest was not read");
    }
    return slots < MOST_SLOTS && !found.isFull();
  }

  /** What a package's blob has after the head of its block. */
  private ByteBuffer payload(ByteBuffer blob, int number) {
    int head = blob.limit() < 4 ? -1 : blob.getInt(0);
    int size = head & 0x3fffffff;
    if (head >>> 30 != 0 || size < 4 || size > blob.limit()) {
      throw AdbFile.bad("package " + number, "has no block of values");
    }
    return blob.slice(4, size - 4).order(ByteOrder.LITTLE_ENDIAN);
  }
}
