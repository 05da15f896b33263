package dev.plinth.cli;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.plinth.app.LocalArchive;
import dev.plinth.app.training.TrainingArchive;
import dev.plinth.app.training.TrainingFeed;
import dev.plinth.app.training.TrainingScan;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does what users do, on a small archive of its own, so that the JDK can record which classes,
 * profiles and call sites its start-up caches must have.
 */
@Command(name = "train")
final class TrainCommand extends Work {
  private static final String BASE =
      """
      name: base
      distribution: debian/trixie
      architectures: [amd64]
      flavour: micro
      packages: [libc6, ca-certificates]
      accounts:
        users:
          - {name: app, uid: 1000, home: /app}
      paths:
        - {directory: /app, owner: app, mode: 0755}
      tests:
        - {path: /etc/os-release, contains: trixie}
        - {account: app, uid: 1000}
      """;

  private static final String APPLICATION =
      """
      name: application
      distribution: debian/trixie
      architectures: [amd64]
      flavour: minimal
      layers: LAYERS
      packages:
        - daemon-service
        - libc-bin
        - units
        - profiles
        - zones
        - checks
        - words-a
        - words-b
      PACKAGES
      environment: {LANG: C.UTF-8}
      entrypoint: [/usr/sbin/serviced]
      user: service
      labels: {org.opencontainers.image.title: application}
      tests:
        - {path: /usr/sbin/serviced, type: file, mode: 0755}
      """;

  /** An advisory of a package that is in both images; its day is that of the training. */
  private static final String FEED =
      """
      {"schema_version": "1.7.0", "id": "DEBIAN-CVE-2026-0001", "upstream": ["CVE-2026-0001"],
       "modified": "DAYT00:00:00Z", "published": "2026-01-01T00:00:00Z",
       "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
       "affected": [{"package": {"ecosystem": "Debian:13", "name": "glibc"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]}]}
      """;

  /** A fresh catalogue of what is exploited, without the finding. */
  private static final String EXPLOITED =
      """
      {"title": "Catalog", "catalogVersion": "1", "dateReleased": "DAYT00:00:00Z", "count": 1,
       "vulnerabilities": [{"cveID": "CVE-2026-0002", "dateAdded": "2026-01-01"}]}
      """;

  private static final String VEX =
      """
      {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:training", "author": "training",
       "timestamp": "2026-01-01T00:00:00Z", "version": 1, "statements": [
         {"vulnerability": {"name": "CVE-2026-0001"}, "status": "not_affected",
          "products": [{"@id": "pkg:deb/debian/libc6"}],
          "justification": "vulnerable_code_not_in_execute_path"}]}
      """;

  /**
   * Commands that share a start-up cache, which is opened as a whole: of all commands together it
   * would cost each of them what the others need.
   */
  enum Part {
    /** What makes images, or goes through them as whoever makes them. */
    build(
        "build base.yaml",
        "build application.yaml",
        "build -o json application.yaml",
        "lock application.yaml",
        "lock --proof application.yaml",
        "update --dry-run application.yaml",
        "verify base",
        "verify application",
        "verify -o json application",
        "verify --deep application",
        "test base --spec base.yaml",
        "attest application --predicate vex.json --type vex"),

    /** What looks for packages and their vulnerabilities; a bill in other forms is rarer. */
    scan(
        "scan --help",
        "feeds update advisories.json feed.json tracker.json kev.json --as-of TODAY",
        "export application --format docker-archive --to application.tar",
        "scan bill-spdx.json",
        "scan -o json bill-spdx.json",
        "scan bill-cyclonedx.json",
        "scan application",
        "scan application",
        "scan application.tar",
        "export application --format oci --to application.layout",
        "scan application.layout",
        "scan -o json application",
        "scan --no-hygiene application",
        "scan application.tar --fail-on exploited"),

    /** What shows what is there. */
    read(
        "list",
        "inspect application",
        "inspect -o json application",
        "evidence application",
        "evidence -o json application",
        "explain application /etc/os-release",
        "explain application /usr/sbin/serviced",
        "explain -o json application /usr/bin/bash",
        "explain -o svg application bash",
        "licences application",
        "trail application",
        "export application --format oci-archive --to application-oci.tar",
        "sbom application",
        "sbom --format cyclonedx application",
        "diff base application",
        "diff --evidence base application",
        "key list");

    private final String commands;

    Part(String... commands) {
      this.commands = String.join("\n", commands);
    }
  }

  @Parameters(index = "0", arity = "0..1", paramLabel = "PART", description = "Only this.")
  @Nullable Part part;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Where build leaves what scan and read then find; all is deleted without it.")
  @Nullable Path place;

  @Override
  int run(Console console) throws IOException {
    Part only = part;
    Path folder = place;
    if (only != null && folder != null) {
      train(only, Files.createDirectories(folder), console);
      return 0;
    }
    Path temporary = Files.createTempDirectory("plinth-train-");
    try {
      for (Part each : Part.values()) {
        train(each, temporary, console);
      }
    } finally {
      delete(temporary);
    }
    return 0;
  }

  private static void train(Part part, Path folder, Console console) throws IOException {
    Map<String, String> environment = new TreeMap<>(console.settings().environment());
    environment.put("PLINTH_STORE", folder.resolve("store").toString());
    environment.put("PLINTH_CACHE", folder.resolve("cache").toString());
    environment.put("PLINTH_CONFIG", folder.resolve("config").toString());
    environment.put("PLINTH_KEY_PASSWORD", "training");
    environment.remove("PLINTH_OFFLINE");
    environment.remove("PLINTH_FEEDS");
    switch (part) {
      case build -> build(folder, environment);
      case scan -> {
        String day = Instant.now().toString().substring(0, "2026-01-01".length());
        Files.writeString(folder.resolve("feed.json"), FEED.replace("DAY", day));
        Files.writeString(folder.resolve("kev.json"), EXPLOITED.replace("DAY", day));
        Files.writeString(folder.resolve("tracker.json"), TrainingFeed.tracker());
        TrainingScan.write(folder);
        new Trainer(folder, environment, Optional.empty()).run(part);
      }
      case read -> {
        help(environment);
        new Trainer(folder, environment, Optional.empty()).run(part);
      }
    }
  }

  private static void build(Path folder, Map<String, String> environment) throws IOException {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            archive,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      LocalArchive made = TrainingArchive.write(archive, root, Instant.now());
      Trainer trainer = new Trainer(folder, environment, Optional.of(made));
      Files.writeString(folder.resolve("vex.json"), VEX);
      Files.writeString(folder.resolve("base.yaml"), BASE);
      trainer.run("build base.yaml");
      String all = "";
      for (int i = 0; i < 20; i++) {
        all += (i == 0 ? "  - plain-" : "\n  - plain-") + i;
        if (i % 5 == 4) {
          String layers = i % 10 == 4 ? "single" : "by-origin";
          String text = APPLICATION.replace("PACKAGES", all).replace("LAYERS", layers);
          Files.writeString(folder.resolve("application.yaml"), text);
          trainer.run("build application.yaml");
        }
      }
      trainer.run(Part.build);
    } finally {
      server.stop(0);
    }
  }

  private static void help(Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Cli.run(new String[] {"--help"}, nowhere, nowhere, environment, Optional.empty());
    for (CommandList.Entry entry : CommandList.all()) {
      if (!entry.hidden()) {
        String[] words = {entry.name(), "--help"};
        Cli.run(words, nowhere, nowhere, environment, Optional.empty());
      }
    }
  }

  /** Runs commands in a folder; one that fails ends the training with what it printed. */
  private record Trainer(
      Path folder, Map<String, String> environment, Optional<LocalArchive> archive) {
    void run(Part part) {
      String today = LocalDate.now(ZoneOffset.UTC).toString();
      part.commands.lines().forEach(line -> run(line.replace("TODAY", today)));
    }

    void run(String line) {
      String[] words = line.split(" ");
      for (int i = 0; i < words.length; i++) {
        if (words[i].matches("[a-z-]+[.](yaml|tar|json|layout)")) {
          words[i] = folder.resolve(words[i]).toString();
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code =
          Cli.run(
              words,
              new PrintStream(out, false, StandardCharsets.UTF_8),
              new PrintStream(err, false, StandardCharsets.UTF_8),
              environment,
              archive);
      if (code != 0) {
        throw new PlinthException(
            ErrorCode.INTERNAL,
            "plinth "
                + line
                + " ended with "
                + code
                + " in training: "
                + err.toString(StandardCharsets.UTF_8)
                + out.toString(StandardCharsets.UTF_8),
            "this is a defect of Plinth");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
