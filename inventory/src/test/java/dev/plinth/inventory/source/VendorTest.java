package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of which nobody says that they made them. */
class VendorTest {
  @TempDir Path folder;

  private static InstalledPackage rpm(String name, String vendor, String signer) {
    return new InstalledPackage(
        PackageType.RPM, name, "1-1", "", name, "1-1", vendor, "", "", signer, List.of());
  }

  /** Stands for rpm's database. */
  private record Rpms(List<InstalledPackage> packages) implements DatabaseReader {
    @Override
    public boolean reads(String path) {
      return path.equals("var/lib/rpm/Packages");
    }

    @Override
    public DatabaseFile read(String path, Path file) {
      return DatabaseFile.of(packages);
    }
  }

  @Test
  void rpmsWithoutVendorAndSignatureAreDoubtful() throws IOException {
    Files.createDirectories(folder.resolve("var/lib/rpm"));
    Files.writeString(folder.resolve("var/lib/rpm/Packages"), "x");
    List<InstalledPackage> packages =
        List.of(rpm("built-here", "", ""), rpm("named", "Red Hat, Inc.", ""), rpm("old", "", "ab"));
    assertThat(
            new Inventories(List.of(new Rpms(packages)), Settings.everything())
                .of("it", folder)
                .inventory()
                .items())
        .extracting(item -> item.pkg().name(), item -> item.doubt().isEmpty())
        .containsExactly(tuple("built-here", false), tuple("named", true), tuple("old", true));
  }
}
