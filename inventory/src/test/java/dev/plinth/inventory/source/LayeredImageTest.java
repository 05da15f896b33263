package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.FakeImage;
import dev.plinth.inventory.HygieneFinding.Kind;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.Layers;
import dev.plinth.inventory.RemovedPackage;
import dev.plinth.inventory.cache.FolderLayerCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which layer brought what, and which took it away. */
class LayeredImageTest {
  private static final String STATUS = "var/lib/dpkg/status";

  @TempDir Path folder;

  private Examination examine(Layers... layers) throws IOException {
    byte[][] tars = Stream.of(layers).map(Layers::end).toArray(byte[][]::new);
    try (FakeImage image = FakeImage.of(folder.resolve("image"), tars)) {
      return new Inventories(FakeDatabases.all(), Settings.everything()).of("it", image.image());
    }
  }

  private static List<String> items(Examination examined) {
    return examined.inventory().items().stream().map(LayeredImageTest::shown).toList();
  }

  private static String shown(Item item) {
    return item.pkg().name()
        + " "
        + item.pkg().version()
        + " @"
        + item.layer()
        + item.owner().map(o -> " of " + o.name()).orElse("");
  }

  private static List<String> removed(Examination examined) {
    return examined.removed().stream().map(LayeredImageTest::shown).toList();
  }

  private static String shown(RemovedPackage gone) {
    return gone.pkg().name()
        + " "
        + gone.pkg().version()
        + " @"
        + gone.layer()
        + "-"
        + gone.removedBy();
  }

  @Test
  void aPackageCameWithTheFirstLayerThatListsThatVersionWithoutAGap() throws IOException {
    Examination examined =
        examine(
            new Layers().file(STATUS, "base 1\nssl 1\ngap 1\n"),
            new Layers().file("etc/motd", "hello"),
            new Layers().file(STATUS, "base 1\nssl 2\n"),
            new Layers().file(STATUS, "base 1\nssl 2\ngap 1\nnew 1\n"));
    assertThat(items(examined)).containsExactly("base 1 @0", "gap 1 @3", "new 1 @3", "ssl 2 @2");
    assertThat(removed(examined)).containsExactly("ssl 1 @0-2");
    assertThat(examined.inventory().layers()).hasSize(4);
    assertThat(examined.inventory().gaps()).isEmpty();
  }

  @Test
  void whiteoutsTakePackagesAwayWhereverTheyStand() throws IOException {
    Examination examined =
        examine(
            new Layers()
                .file("var/lib/dpkg/status.d/a", "a 1")
                .file("var/lib/dpkg/status.d/b", "b 1")
                .file("opt/one/node_modules/x/package.json", npm("x", "1.0.0"))
                .file("opt/two/node_modules/y/package.json", npm("y", "1.0.0")),
            new Layers()
                .whiteout("var/lib/dpkg/status.d/a")
                .file("opt/one/node_modules/z/package.json", npm("z", "1.0.0"))
                .opaque("opt/one")
                .whiteout("opt/two"));
    assertThat(items(examined)).containsExactly("b 1 @0", "z 1.0.0 @1");
    assertThat(removed(examined)).containsExactly("a 1 @0-1", "x 1.0.0 @0-1", "y 1.0.0 @0-1");
  }

  private static String npm(String name, String version) {
    return "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}";
  }

  @Test
  void aFileThatADistributionOwnsIsSaidToBeItsOwn() throws IOException {
    String place = "usr/lib/python3/dist-packages/PyMySQL-1.0.2.dist-info/METADATA";
    String own = "usr/local/lib/python3.11/site-packages/flask-3.0.0.dist-info/METADATA";
    Examination examined =
        examine(
            new Layers()
                .link("lib", "usr/lib")
                .file(STATUS, "python3-pymysql 1.0.2-1\n")
                .file(
                    "var/lib/dpkg/info/python3-pymysql.list",
                    "/lib/python3/dist-packages/" + "PyMySQL-1.0.2.dist-info/METADATA\n")
                .file(place, "Metadata-Version: 2.1\nName: PyMySQL\nVersion: 1.0.2\n\nbody"),
            new Layers()
                .file(own, "Name: Flask\nVersion: 3.0.0\nLicense: BSD-3-Clause\n")
                .file(
                    "usr/local/lib/python3.11/site-packages/flask-3.0.0.dist-info/RECORD",
                    "flask/app.py,sha256=x,10\n../../../bin/flask,,\n")
                .file("usr/local/lib/python3.11/site-packages/flask/app.py", "x")
                .file("usr/local/bin/flask", "x")
                .file("srv/app.py", "x"));
    assertThat(items(examined))
        .containsExactly(
            "python3-pymysql 1.0.2-1 @0", "Flask 3.0.0 @1", "PyMySQL 1.0.2 @0 of python3-pymysql");
    assertThat(examined.inventory().items().get(1).places()).containsExactly(own);
    assertThat(examined.unowned()).hasSize(1);
    assertThat(examined.unowned().getFirst().layer()).isEqualTo(1);
    assertThat(examined.unowned().getFirst().first())
        .containsExactly(
            "usr/local/lib/python3.11/site-packages/flask-3.0.0.dist-info/RECORD", "srv/app.py");
  }

  @Test
  void whatWasPutInPlaceOfADistributionsFileIsNotItsOwn() throws IOException {
    String self = "usr/lib/node_modules/npm/package.json";
    String kept = "usr/lib/node_modules/npm/node_modules/tar/package.json";
    Examination examined =
        examine(
            new Layers()
                .file(STATUS, "npm 9.2.0-1\n")
                .file("var/lib/dpkg/info/npm.list", "/" + self + "\n/" + kept + "\n")
                .file(self, npm("npm", "9.2.0"))
                .file(kept, npm("tar", "6.1.0")),
            // npm install -g npm; the other file is only copied up, by a change of its mode.
            new Layers().file(self, npm("npm", "10.0.0")).file(kept, npm("tar", "6.1.0")),
            new Layers().file(STATUS, "npm 9.2.0-1\nother 1\n"));
    assertThat(items(examined))
        .containsExactly("npm 9.2.0-1 @0", "other 1 @2", "npm 10.0.0 @1", "tar 6.1.0 @0 of npm");
    assertThat(removed(examined)).containsExactly("npm 9.2.0 @0-1");
  }

  /** npm install -g npm in the layer that installs the distribution's. */
  @Test
  void whatWasPutInPlaceWithinOneLayerIsNotTheDistributionsEither() throws IOException {
    assertThat(items(examine(npmOf("10.0.0"))))
        .containsExactlyInAnyOrder(
            "npm 1:9.2.0~ds1-1 @0", "npm 10.0.0 @0", "other 1.0.0 @0 of npm", "tar 7.4.0 @0");
    assertThat(items(examine(npmOf("9.2.0"))))
        .contains("npm 9.2.0 @0 of npm", "tar 7.4.0 @0 of npm");
  }

  private static Layers npmOf(String version) {
    String self = "usr/lib/node_modules/npm/package.json";
    String inner = "usr/lib/node_modules/npm/node_modules/tar/package.json";
    String other = "usr/lib/node_modules/other/package.json";
    return new Layers()
        .file(STATUS, "npm 1:9.2.0~ds1-1\n")
        .file("var/lib/dpkg/info/npm.list", "/" + self + "\n/" + inner + "\n/" + other + "\n")
        .file(inner, npm("tar", "7.4.0"))
        .file(other, npm("other", "1.0.0"))
        .file(self, npm("npm", version));
  }

  @Test
  void anUpdateOfThePackageOwnsWhatItBrings() throws IOException {
    String self = "usr/lib/node_modules/npm/package.json";
    Examination examined =
        examine(
            new Layers()
                .file(STATUS, "npm 9.2.0-1\n")
                .file("var/lib/dpkg/info/npm.list", "/" + self + "\n")
                .file(self, npm("npm", "9.2.0")),
            new Layers().file(STATUS, "npm 9.3.0-1\n").file(self, npm("npm", "9.3.0")));
    assertThat(items(examined)).containsExactly("npm 9.3.0-1 @1", "npm 9.3.0 @1 of npm");
  }

  @Test
  void databasesAreFoundThroughLinks() throws IOException {
    Examination merged =
        examine(
            new Layers()
                .link("lib", "usr/lib")
                .file("usr/lib/apk/db/installed", "P:musl\nV:1.2\n\n"));
    assertThat(items(merged)).containsExactly("musl 1.2 @0");
    Examination elsewhere =
        examine(
            new Layers()
                .directory("opt/db", 0755)
                .file("opt/db/status", "base 1\n")
                .file("opt/release", "ID=odd\nVERSION_ID=7\n"),
            new Layers()
                .link("var/lib/dpkg", "../../opt/db")
                .link("etc/os-release", "/opt/release"));
    assertThat(items(elsewhere)).containsExactly("base 1 @0");
    assertThat(elsewhere.inventory().system().id()).isEqualTo("odd");
  }

  @Test
  void databasesThatAreHardLinksToOtherNamesAreRead() throws IOException {
    Examination examined =
        examine(
            new Layers()
                .file("sysroot/ostree/repo/objects/ab/cd.file", "base 1\n")
                .hardLink(STATUS, "sysroot/ostree/repo/objects/ab/cd.file"));
    assertThat(items(examined)).containsExactly("base 1 @0");
  }

  /** As uv leaves it, which links what it installs to its cache. */
  @Test
  void packagesStayWhereOnlyTheOtherNameOfTheirFilesIsTakenAway() throws IOException {
    String cache = "root/.cache/uv/archive-v0/x/flask-3.0.0.dist-info/METADATA";
    String own = "usr/local/lib/python3.12/site-packages/flask-3.0.0.dist-info/METADATA";
    Examination examined =
        examine(
            new Layers()
                .file(cache, "Name: Flask\nVersion: 3.0.0\n")
                .hardLink(own, cache)
                .hardLink("venv/flask-3.0.0.dist-info/METADATA", own)
                .file("store/ab/cd", npm("a", "1.0.0"))
                .hardLink("one/node_modules/a/package.json", "store/ab/cd")
                .hardLink("two/node_modules/a/package.json", "store/ab/cd"),
            new Layers().whiteout("root/.cache").whiteout("two").whiteout("store"));
    assertThat(items(examined)).containsExactly("Flask 3.0.0 @0", "a 1.0.0 @0");
    assertThat(examined.inventory().items().getFirst().places())
        .containsExactly(own, "venv/flask-3.0.0.dist-info/METADATA");
    assertThat(examined.inventory().items().getLast().places())
        .containsExactly("one/node_modules/a/package.json");
    assertThat(removed(examined)).isEmpty();
  }

  @Test
  void linksOutOfTheImageAndInCirclesLeadNowhere() throws IOException {
    Examination examined =
        examine(
            new Layers()
                .link("etc/os-release", "../../../../../../etc/passwd")
                .link("var/lib/dpkg", "dpkg")
                .link("a", "b")
                .link("b", "a")
                .link("lib", "/../../../")
                .file("a/x.jar", "no archive at all, but long enough")
                .file(STATUS, "base 1\n"));
    assertThat(examined.inventory().system().id()).isEmpty();
    assertThat(examined.inventory().gaps())
        .singleElement()
        .asString()
        .contains("a/x.jar")
        .contains("damaged archive");
  }

  @Test
  void aSecretStaysThoughALaterLayerHidesIt() throws IOException {
    String key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA".repeat(20) + "\n-----END";
    Examination examined =
        examine(
            new Layers()
                .file("root/.ssh/id_rsa", key)
                .file("etc/shadow", "root::19000:0:::::\ndaemon:*:19000::::::\n")
                .file("usr/bin/odd", new byte[10], 04755)
                .directory("var/spool", 0777)
                .directory("tmp", 01777),
            new Layers().whiteout("root/.ssh/id_rsa"));
    assertThat(examined.hygiene())
        .extracting(f -> f.kind() + " " + f.path() + " @" + f.layer())
        .containsExactly(
            "PRIVATE_KEY root/.ssh/id_rsa @0",
            "WORLD_WRITABLE var/spool @0",
            "SETUID_UNOWNED usr/bin/odd @0",
            "EMPTY_PASSWORD etc/shadow @0");
    assertThat(examined.hygiene().getFirst().detail()).contains("layer 2 hides the file");
    assertThat(examined.hygiene()).extracting(f -> f.kind()).contains(Kind.EMPTY_PASSWORD);
  }

  @Test
  void aLayerThatWasReadBeforeIsNotReadAgain() throws IOException {
    Path cache = folder.resolve("cache");
    byte[] base = new Layers().file(STATUS, "base 1\n").file("usr/bin/x", "x").end();
    byte[] app = new Layers().file("app/node_modules/y/package.json", npm("y", "1.0.0")).end();
    Settings settings = Settings.everything().with(new FolderLayerCache(cache));
    Inventories inventories = new Inventories(FakeDatabases.all(), settings);
    Examination first;
    Path layout = folder.resolve("image");
    try (FakeImage image = FakeImage.of(layout, base, app)) {
      first = inventories.of("it", image.image());
    }
    for (Path blob : blobs(layout)) {
      if (Files.readAllBytes(blob)[0] == 0x1f) {
        Files.delete(blob); // the layers are gone: what is known of them has to do
      }
    }
    try (FakeImage image = FakeImage.open(layout)) {
      assertThat(inventories.of("it", image.image())).isEqualTo(first);
      try (Stream<Path> files = Files.list(cache)) {
        for (Path file : files.toList()) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
      }
      assertThat(inventories.of("it", image.image()).inventory().gaps())
          .hasSize(2)
          .allMatch(gap -> gap.contains("was not read to its end"));
    }
  }

  private static List<Path> blobs(Path layout) throws IOException {
    try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
      return files.toList();
    }
  }

  @Test
  void aDamagedLayerGivesWhatCameBeforeAndAGap() throws IOException {
    byte[] tar = new Layers().file(STATUS, "base 1\n").file("x", new byte[200_000], 0644).end();
    Path layout = folder.resolve("image");
    FakeImage.of(layout, tar, new Layers().file("etc/os-release", "ID=debian\n").end()).close();
    for (Path blob : blobs(layout)) {
      byte[] bytes = Files.readAllBytes(blob);
      if (bytes[0] == 0x1f && bytes.length > 200) {
        bytes[bytes.length - 20] ^= 0x55;
        Files.write(blob, bytes);
      }
    }
    try (FakeImage image = FakeImage.open(layout)) {
      Examination examined =
          new Inventories(FakeDatabases.all(), Settings.everything()).of("it", image.image());
      assertThat(items(examined)).containsExactly("base 1 @0");
      assertThat(examined.inventory().system().id()).isEqualTo("debian");
      assertThat(examined.inventory().gaps())
          .singleElement()
          .asString()
          .startsWith("layer 1: was not read to its end");
    }
  }
}
