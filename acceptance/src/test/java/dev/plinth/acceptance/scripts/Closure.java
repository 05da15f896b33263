package dev.plinth.acceptance.scripts;

import dev.plinth.deb.DebVersions;
import dev.plinth.deb.flavour.MicroDrops;
import dev.plinth.deb.index.MergedIndex;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import dev.plinth.solve.Choice;
import dev.plinth.solve.DropTable;
import dev.plinth.solve.Request;
import dev.plinth.solve.Resolution;
import dev.plinth.solve.Resolver;
import dev.plinth.solve.Wish;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What somebody asks for, with all that it depends on.
 *
 * @param name of a program, or of an example
 * @param packages asked for by name, as trixie calls them
 * @param micro whether without shell and package manager
 */
record Closure(String name, List<String> packages, boolean micro) {
  private static final List<String> PROGRAMS =
      List.of(
          "bash",
          "curl",
          "git",
          "gnupg",
          "openssh-client",
          "procps",
          "iputils-ping",
          "postgresql",
          "redis-server",
          "apache2",
          "php-cli",
          "perl",
          "ruby",
          "nodejs",
          "haproxy",
          "cron");

  /** Services and tools that people put into images, too. */
  private static final List<String> SERVICES =
      List.of(
          "bind9",
          "build-essential",
          "caddy",
          "dbus",
          "docker.io",
          "dovecot-imapd",
          "fail2ban",
          "libapache2-mod-php",
          "mariadb-server",
          "memcached",
          "nmap",
          "openssh-server",
          "openvpn",
          "php-fpm",
          "rsyslog",
          "samba",
          "sudo",
          "supervisor",
          "tcpdump",
          "tor",
          "unbound",
          "vsftpd");

  /** What the older release calls the same. */
  private static final Map<String, String> OLDER =
      Map.of(
          "libssl3t64", "libssl3",
          "openjdk-21-jre-headless", "openjdk-17-jre-headless",
          "openjdk-25-jre-headless", "openjdk-17-jre-headless");

  /** Every program in both flavours, all of them at once, and every example. */
  static List<Closure> all(Path examples) throws IOException {
    List<Closure> all = new ArrayList<>();
    TreeSet<String> asked = new TreeSet<>(PROGRAMS);
    asked.addAll(SERVICES);
    for (String program : asked) {
      all.add(new Closure(program, List.of(program), false));
      all.add(new Closure(program, List.of(program), true));
    }
    TreeSet<Path> specs = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(examples, "*.yaml")) {
      files.forEach(specs::add);
    }
    TreeSet<String> everything = new TreeSet<>(PROGRAMS);
    for (Path file : specs) {
      // Not as a spec: the file that one of them copies is there only once Plinth is packed.
      Map<?, ?> spec =
          (Map<?, ?>)
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      List<String> names = ((List<?>) spec.get("packages")).stream().map(String::valueOf).toList();
      everything.addAll(names);
      boolean micro = spec.get("flavour").equals("micro");
      all.add(new Closure(String.valueOf(spec.get("name")), names, micro));
    }
    all.add(new Closure("everything", List.copyOf(everything), false));
    return all;
  }

  /** The packages to install, in the order of the lock; empty where some are not to be had. */
  Optional<List<Package>> resolve(RepositoryIndex index, MergedIndex all, String architecture) {
    List<Wish> wishes = new ArrayList<>();
    (micro ? MicroDrops.ALWAYS : all.essential()).forEach(name -> wishes.add(Wish.of(name)));
    for (String name : packages) {
      boolean here = !all.versions(name).isEmpty();
      wishes.add(Wish.of(here ? name : OLDER.getOrDefault(name, name)));
    }
    return resolve(wishes, index, architecture, micro);
  }

  static Optional<List<Package>> resolve(
      List<Wish> wishes, RepositoryIndex index, String architecture, boolean micro) {
    Request request =
        new Request(wishes, List.of(), false, architecture, List.of(), index, DebVersions.INSTANCE);
    if (!(new Resolver().resolve(request) instanceof Resolution.Solved solved)) {
      return Optional.empty();
    }
    List<Choice> choices = solved.choices();
    if (micro) {
      choices =
          new DropTable(MicroDrops.load()).reduce(solved, false, DebVersions.INSTANCE).choices();
    }
    return Optional.of(choices.stream().map(Choice::pkg).toList());
  }
}
