package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Set;

/**
 * The commands of postgresql-common in an image, which has no database cluster: making one is left
 * out, and listing finds none.
 */
final class PostgresqlClusters implements Command {
  private static final String CLUSTERS = "/etc/postgresql";
  private static final String FOLDER = "/usr/share/postgresql-common/";
  private static final String HEADER = "Ver Cluster Port Status Owner Data directory Log file\n";
  private static final List<String> DICTIONARIES =
      List.of("/usr/share/hunspell", "/usr/share/myspell/dicts");

  static boolean isNamed(String name) {
    return switch (name) {
      case "pg_lsclusters",
          "pg_createcluster",
          "pg_ctlcluster",
          "pg_dropcluster",
          "pg_upgradecluster",
          "pg_renamecluster",
          "pg_conftool",
          "pg_updatedicts" ->
          true;
      default ->
          name.equals(FOLDER + "pg_checksystem") || name.equals(FOLDER + "run-upgrade-scripts");
    };
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Links links = new Links(call);
    return switch (RawPath.name(call.arguments().getFirst())) {
      case "pg_lsclusters" -> list(call, links);
      case "pg_createcluster" -> create(call);
      case "pg_conftool" -> show(call, links);
      case "pg_updatedicts" -> dictionaries(call, links);
      case "pg_checksystem", "run-upgrade-scripts" -> {
        requireNone(call, links);
        yield 0;
      }
      default -> {
        requireNone(call, links);
        call.complain("Error: specified cluster does not exist\n");
        yield 1;
      }
    };
  }

  private static void requireNone(Invocation call, Links links) throws NotUnderstood {
    for (String version : links.list(CLUSTERS)) {
      if (!links.list(CLUSTERS + "/" + version).isEmpty()) {
        throw Options.unknown(call.arguments(), "with the cluster of " + CLUSTERS + "/" + version);
      }
    }
  }

  private static int list(Invocation call, Links links) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("-h", "--no-header"), Set.of());
    requireNone(call, links);
    if (!options.has("-h", "--no-header")) {
      call.print(HEADER);
    }
    return 0;
  }

  private static int create(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--no-status", "--start"),
            Set.of("-u", "--user", "-g", "--group", "-d", "--datadir", "-p", "--port"));
    if (options.operands().size() != 2) {
      throw Options.unknown(call.arguments(), "a call with these operands");
    }
    call.note(
        new Invocation.Note.LeftOut(
            "PostgreSQL cluster " + String.join("/", options.operands()),
            "a cluster made in an image would have the same identity in every container;"
                + " it belongs on a volume"));
    return 0;
  }

  /** {@code pg_conftool FILE show -bs KEY}: the value of a key. */
  private static int show(Invocation call, Links links) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("-b", "--boolean", "-s", "--short", "-bs", "-sb"), Set.of());
    List<String> words = options.operands();
    if (words.size() != 3 || !words.get(1).equals("show") || !words.getFirst().startsWith("/")) {
      throw Options.unknown(call.arguments(), "this call");
    }
    String value = null;
    for (String line : links.read(words.getFirst()).orElse("").split("\n", -1)) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (!text.startsWith("#") && equals > 0) {
        if (text.substring(0, equals).strip().equals(words.get(2))) {
          value = unquoted(text.substring(equals + 1).strip());
        }
      }
    }
    if (value == null) {
      return 1;
    }
    if (options.has("-b", "--boolean", "-bs", "-sb")) {
      value = Set.of("on", "true", "yes", "1").contains(value) ? "on" : "off";
    }
    boolean bare = options.has("-s", "--short", "-bs", "-sb");
    call.print((bare ? value : words.get(2) + " = " + value) + "\n");
    return 0;
  }

  private static String unquoted(String value) {
    if (value.startsWith("'")) {
      int end = value.indexOf('\'', 1);
      return end < 0 ? value.substring(1) : value.substring(1, end);
    }
    int comment = value.indexOf('#');
    return (comment < 0 ? value : value.substring(0, comment)).strip();
  }

  private static int dictionaries(Invocation call, Links links) throws NotUnderstood {
    for (String folder : DICTIONARIES) {
      for (String name : links.list(folder)) {
        if (name.endsWith(".aff") && !links.isLink(folder + "/" + name)) {
          throw Options.unknown(call.arguments(), "the dictionary " + folder + "/" + name);
        }
      }
    }
    links.makeFolder("/var/cache/postgresql/dicts");
    return 0;
  }
}
