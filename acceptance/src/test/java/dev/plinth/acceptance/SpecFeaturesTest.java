package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each key of a spec, seen in a built image: its file tree, its config, its lock. */
class SpecFeaturesTest {
  @TempDir Path folder;
  private Gpg gpg;
  private PlinthProcess plinth;

  @BeforeEach
  void archive() throws IOException {
    assumeTrue(Machine.has("apt-get"), "no apt, so no mirror is known");
    assumeTrue(Gpg.isThere() && Machine.has("openssl"), "gpg or openssl is not installed");
    gpg = new Gpg();
    gpg.key("archive");
    TestArchive archive = new TestArchive(Files.createDirectories(folder.resolve("archive")), gpg);
    archive.deb(
        "tiny-a",
        "1.0",
        "Recommends: tiny-r\nDepends: tiny-b | tiny-c\n",
        Map.of("usr/bin/a", "a"));
    archive.deb(
        "tiny-a",
        "2.0",
        "Recommends: tiny-r\nDepends: tiny-b | tiny-c\n",
        Map.of("usr/bin/a", "aa"));
    archive.deb("tiny-b", "1.0", "", Map.of("usr/share/man/man1/b.1", "man", "usr/lib/b", "b"));
    archive.deb("tiny-c", "1.0", "", Map.of("usr/lib/c", "c"));
    archive.deb("tiny-r", "1.0", "", Map.of("usr/lib/r", "r"));
    archive.deb("tiny-shell", "1.0", "", Map.of("usr/bin/tiny-shell", "s"));
    keyStore(archive);
    archive.publish();
    gpg.publicKey("archive", folder.resolve("archive.asc"));
    plinth = new PlinthProcess(folder.resolve("home"));
    Machine.run(
        folder,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=Company",
        "-days",
        "30",
        "-keyout",
        "company.key",
        "-out",
        "company.pem");
    Files.writeString(folder.resolve("app.conf"), "from beside the spec\n");
    Files.writeString(
        folder.resolve("common.yaml"),
        """
        name: common
        distribution: debian/bookworm
        architectures: [amd64]
        flavour: micro
        repositories: [{name: test, uri: "%s", suite: stable, keys: [archive.asc]}]
        environment: {FROM_COMMON: "1", BOTH: common}
        labels: {low: common}
        """
            .formatted(archive.folder.toUri()));
  }

  @AfterEach
  void close() throws IOException {
    if (gpg != null) {
      gpg.close();
    }
  }

  /** Java's bundle as a package would leave it, so that no JRE is needed to see it change. */
  private void keyStore(TestArchive archive) throws IOException {
    Path store = folder.resolve("cacerts");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Machine.run(
        folder,
        keytool,
        "-genkeypair",
        "-alias",
        "old",
        "-keyalg",
        "EC",
        "-dname",
        "CN=Old",
        "-keystore",
        "pair.jks",
        "-storepass",
        "changeit",
        "-keypass",
        "changeit");
    Machine.run(
        folder,
        keytool,
        "-exportcert",
        "-alias",
        "old",
        "-keystore",
        "pair.jks",
        "-storepass",
        "changeit",
        "-file",
        "old.der");
    Machine.run(
        folder,
        keytool,
        "-importcert",
        "-noprompt",
        "-alias",
        "old",
        "-file",
        "old.der",
        "-keystore",
        store.toString(),
        "-storetype",
        "JKS",
        "-storepass",
        "changeit");
    // As bytes: dpkg-deb packs the file itself.
    archive.deb(
        "tiny-java",
        "1.0",
        "",
        Map.of("etc/ssl/certs/java/README", "x"),
        store,
        "etc/ssl/certs/java/cacerts");
  }

  @Test
  void everyKeyShowsInTheImage() throws IOException {
    Path spec = folder.resolve("app.yaml");
    Files.createDirectories(folder.resolve("site/sub"));
    Files.writeString(folder.resolve("site/sub/page"), "a page");
    Files.writeString(
        spec,
        """
        name: app
        extends: common.yaml
        packages: [tiny-a=1.0, "!tiny-b", "none-such | tiny-java", ca-certificates]
        accounts:
          groups: [{name: web, gid: 4242}]
          users: [{name: web, uid: 4243, group: web, home: /srv, shell: /usr/sbin/nologin, gecos: Web}]
        paths:
          - {directory: /srv/data, owner: web:web, mode: 0750}
          - {link: /srv/link, target: data}
          - {permissions: /usr/lib/c, mode: 0600, owner: web}
          - {remove: /usr/share/man/**}
          - {remove: /usr/share/doc/**}
        files:
          - {source: app.conf, destination: /etc/app/, mode: 0640, owner: web}
          - {source: site, destination: /srv/site, owner: web}
        certificates: [company.pem]
        environment: {BOTH: app}
        entrypoint: [/usr/bin/a, --flag]
        command: [serve]
        user: web:web
        workdir: /srv/data
        ports: [8080, 53/udp]
        volumes: [/srv/data]
        stop-signal: SIGQUIT
        labels: {high: app}
        annotations: {team: platform}
        layers: by-origin
        variants: {debug: {packages: [tiny-shell], user: root}}
        """);
    JsonNode built = plinth.run("build", spec.toString(), "-o", "json").ok().json();
    assertThat(built.at("/platforms/0/layers").asInt()).isGreaterThan(1);
    JsonNode lock =
        JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("app.lock.json")));
    assertThat(
            lock.at("/architectures/amd64/packages")
                .valueStream()
                .map(p -> p.get("name").asString() + "=" + p.get("version").asString()))
        .contains("tiny-a=1.0", "tiny-c=1.0", "tiny-java=1.0")
        .noneMatch(p -> p.matches("tiny-(b|r|shell)=.*"));

    Map<String, String> tree = tree("app");
    assertThat(tree.get("srv/data")).startsWith("drwxr-x--- 4243/4242");
    assertThat(tree.get("srv/link")).endsWith("-> data");
    assertThat(tree.get("usr/lib/c")).startsWith("-rw------- 4243/");
    assertThat(tree.get("srv/site/sub")).startsWith("drwxr-xr-x 4243/4242");
    assertThat(tree.get("srv/site/sub/page")).startsWith("-rw-r--r-- 4243/4242");
    assertThat(tree.get("srv")).startsWith("drwxr-xr-x 0/0");
    assertThat(tree.get("etc/app/app.conf")).startsWith("-rw-r----- 4243/");
    assertThat(tree)
        .doesNotContainKeys(
            "usr/share/man/man1/b.1", "usr/lib/b", "usr/lib/r", "bin/sh", "usr/bin/sh");
    assertThat(tree).containsKey("usr/share/doc/tiny-a/copyright");
    assertThat(read("app", "etc/passwd")).contains("web:x:4243:4242:Web:/srv:/usr/sbin/nologin");
    assertThat(read("app", "etc/group")).contains("web:x:4242:");
    assertThat(read("app", "etc/app/app.conf")).isEqualTo("from beside the spec\n");
    String company = Files.readString(folder.resolve("company.pem")).strip();
    assertThat(read("app", "etc/ssl/certs/ca-certificates.crt")).contains(company);
    Path cacerts = folder.resolve("read/etc/ssl/certs/java/cacerts");
    read("app", "etc/ssl/certs/java/cacerts");
    String listed =
        Machine.run(
            folder,
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-list",
            "-v",
            "-keystore",
            cacerts.toString(),
            "-storepass",
            "changeit");
    assertThat(listed).contains("CN=Company");

    JsonNode config = config("app");
    JsonNode run = config.get("config");
    assertThat(run.get("Env").toString()).contains("FROM_COMMON=1", "BOTH=app");
    assertThat(run.get("Entrypoint").toString()).isEqualTo("[\"/usr/bin/a\",\"--flag\"]");
    assertThat(run.get("Cmd").toString()).isEqualTo("[\"serve\"]");
    assertThat(run.get("User").asString()).isEqualTo("web:web");
    assertThat(run.get("WorkingDir").asString()).isEqualTo("/srv/data");
    assertThat(run.get("ExposedPorts").propertyNames())
        .containsExactlyInAnyOrder("8080/tcp", "53/udp");
    assertThat(run.get("Volumes").propertyNames()).containsExactly("/srv/data");
    assertThat(run.get("StopSignal").asString()).isEqualTo("SIGQUIT");
    assertThat(run.get("Labels").toString()).contains("\"low\":\"common\"", "\"high\":\"app\"");
    assertThat(manifest("app").at("/annotations/team").asString()).isEqualTo("platform");

    plinth.run("build", spec + ":debug", "-o", "json").ok();
    assertThat(tree("app-debug")).containsKey("usr/bin/tiny-shell").containsKey("srv/data");
    assertThat(config("app-debug").at("/config/User").asString()).isEqualTo("root");
  }

  @Test
  void recommendsAndTheNewestVersion() throws IOException {
    Path spec = folder.resolve("more.yaml");
    Files.writeString(
        spec, "name: more\nextends: common.yaml\npackages: [tiny-a]\nrecommends: true\n");
    plinth.run("build", spec.toString(), "-o", "json").ok();
    assertThat(tree("more")).containsKeys("usr/lib/b", "usr/lib/r").doesNotContainKey("usr/lib/c");
    assertThat(read("more", "usr/bin/a")).isEqualTo("aa");
  }

  @Test
  void backportsComeOnlyByName() throws IOException {
    Path spec = folder.resolve("back.yaml");
    String text =
        "name: back\ndistribution: debian/bookworm\narchitectures: [amd64]\nflavour: micro\n"
            + "backports: true\npackages: [%s]\n";
    Files.writeString(spec, text.formatted("libc6"));
    plinth.run("lock", spec.toString()).ok();
    JsonNode lock =
        JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("back.lock.json")));
    assertThat(lock.get("repositories").valueStream().map(r -> r.get("name").asString()))
        .contains("debian/bookworm-backports/main");
    assertThat(
            lock.at("/architectures/amd64/packages")
                .valueStream()
                .map(p -> p.get("repository").asString()))
        .noneMatch(r -> r.contains("backports"));
  }

  private Path rootfs(String image) throws IOException {
    Path tar = folder.resolve(image + ".tar");
    if (Files.notExists(tar)) {
      plinth.run("export", image, "--to", tar.toString(), "--format", "rootfs").ok();
    }
    return tar;
  }

  /** What tar says of each path: type and mode, owner, where a link leads. */
  private Map<String, String> tree(String image) throws IOException {
    Map<String, String> tree = new java.util.TreeMap<>();
    String listing =
        Machine.run(folder, "tar", "--numeric-owner", "-tvf", rootfs(image).toString());
    for (String line : listing.lines().toList()) {
      String[] words = line.split("\\s+", 6);
      String path = words[5].replaceFirst(" (->|link to) .*", "").replaceFirst("^\\./", "");
      tree.put(path.replaceFirst("/$", ""), line);
    }
    return tree;
  }

  private String read(String image, String path) throws IOException {
    Path to = Files.createDirectories(folder.resolve("read"));
    String stored = "./" + path;
    String tar = rootfs(image).toString();
    String name =
        Machine.run(folder, "tar", "-tf", tar).lines().anyMatch(stored::equals) ? stored : path;
    Machine.run(folder, "tar", "-xf", tar, "-C", to.toString(), "--no-same-owner", name);
    return Files.readString(to.resolve(path), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private JsonNode blob(String digest) throws IOException {
    Path file = plinth.store().resolve("blobs/sha256").resolve(digest.replace("sha256:", ""));
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  private JsonNode manifest(String image) throws IOException {
    for (JsonNode entry :
        JsonMapper.shared()
            .readTree(Files.readAllBytes(plinth.store().resolve("index.json")))
            .get("manifests")) {
      if (image.equals(entry.at("/annotations/org.opencontainers.image.ref.name").asString(""))) {
        return blob(blob(entry.get("digest").asString()).at("/manifests/0/digest").asString());
      }
    }
    throw new AssertionError("no image " + image);
  }

  private JsonNode config(String image) throws IOException {
    return blob(manifest(image).at("/config/digest").asString());
  }
}
