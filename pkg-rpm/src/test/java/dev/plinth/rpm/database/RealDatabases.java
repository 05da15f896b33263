package dev.plinth.rpm.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.archive.Decompression;
import dev.plinth.rpm.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The databases of real images, each of them unpacked where it is wanted. */
enum RealDatabases {
  SLE("packages/sle15-bci-Packages.db.xz", "usr/lib/sysimage/rpm/Packages.db", 35),
  MARINER("packages/cbl-mariner-2.0-rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", 129),
  CENTOS("rpm/expected/centos-7.6-micro/rpmdb.sqlite.xz", "var/lib/rpm/rpmdb.sqlite", 17),
  UBI("packages/libuuid-bdb-Packages.xz", "var/lib/rpm/Packages", 1);

  private final String shared;
  private final String path;
  private final int packages;

  RealDatabases(String shared, String path, int packages) {
    this.shared = shared;
    this.path = path;
    this.packages = packages;
  }

  /** Where it lies in its image. */
  String path() {
    return path;
  }

  /** How many packages it has, keys left out. */
  int packages() {
    return packages;
  }

  byte[] bytes() throws IOException {
    Optional<Path> file = SharedData.find(shared);
    assumeTrue(file.isPresent(), "shared/data has no " + shared + " here");
    try (InputStream in = Decompression.open(Files.newInputStream(file.get()), shared)) {
      return in.readAllBytes();
    }
  }

  /** Unpacks it into a folder, under its own name. */
  Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(path.substring(path.lastIndexOf('/') + 1)), bytes());
  }
}
