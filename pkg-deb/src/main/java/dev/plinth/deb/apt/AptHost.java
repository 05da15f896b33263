package dev.plinth.deb.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The apt configuration of one host, read as apt does: {@code APT_CONFIG}, then {@code apt.conf.d},
 * then {@code apt.conf}.
 *
 * @param conf all options
 * @param sources of binary packages, in apt's order
 * @param auth logins
 */
public record AptHost(AptConf conf, List<AptSource> sources, AuthConf auth) {
  private static final int MAX_FILES = 2000;
  private static final int MAX_INCLUDE_DEPTH = 10;

  public AptHost {
    sources = List.copyOf(sources);
  }

  /**
   * Reads it; a host without apt has none of it.
   *
   * @param system the folder that stands for {@code /}
   */
  public static AptHost read(Path system, Map<String, String> environment) {
    AptConf conf = conf(system, environment);
    List<AptSource> sources = new ArrayList<>();
    Path list = conf.path("Dir::Etc::sourcelist", system);
    AptFiles.read(list)
        .ifPresent(text -> sources.addAll(SourcesList.oneLine(list.toString(), text)));
    Path parts = conf.path("Dir::Etc::sourceparts", system);
    for (Path file : AptFiles.parts(parts, "list", "sources")) {
      String name = file.toString();
      String text = AptFiles.read(file).orElse("");
      sources.addAll(
          name.endsWith(".sources")
              ? SourcesList.deb822(name, text)
              : SourcesList.oneLine(name, text));
    }
    AuthConf auth = new AuthConf();
    AptFiles.read(conf.path("Dir::Etc::netrc", system)).ifPresent(auth::add);
    for (Path file : AptFiles.parts(conf.path("Dir::Etc::netrcparts", system), "conf")) {
      AptFiles.read(file).ifPresent(auth::add);
    }
    return new AptHost(conf, sources, auth);
  }

  private static AptConf conf(Path system, Map<String, String> environment) {
    AptConf conf = new AptConf();
    conf.set("Dir", "/");
    conf.set("Dir::Etc", "etc/apt");
    conf.set("Dir::Etc::sourcelist", "sources.list");
    conf.set("Dir::Etc::sourceparts", "sources.list.d");
    conf.set("Dir::Etc::main", "apt.conf");
    conf.set("Dir::Etc::parts", "apt.conf.d");
    conf.set("Dir::Etc::netrc", "auth.conf");
    conf.set("Dir::Etc::netrcparts", "auth.conf.d");
    Reader reader = new Reader(conf, system);
    String first = environment.getOrDefault("APT_CONFIG", "");
    if (!first.isEmpty()) {
      reader.include(first);
    }
    for (Path file : AptFiles.parts(conf.path("Dir::Etc::parts", system), "", "conf")) {
      reader.read(file);
    }
    reader.read(conf.path("Dir::Etc::main", system));
    return conf;
  }

  /** Reads configuration files into one tree, a bounded number of them. */
  private static final class Reader implements AptConfParser.Includer {
    private final AptConf conf;
    private final Path system;
    private int left = MAX_FILES;
    private int depth;

    Reader(AptConf conf, Path system) {
      this.conf = conf;
      this.system = system;
    }

    @Override
    public void include(String path) {
      String relative = path;
      while (relative.startsWith("/")) {
        relative = relative.substring(1);
      }
      if (path.endsWith("/")) {
        for (Path file : AptFiles.parts(system.resolve(relative), "", "conf")) {
          read(file);
        }
      } else if (!relative.isEmpty()) {
        read(system.resolve(relative));
      }
    }

    void read(Path file) {
      if (depth > MAX_INCLUDE_DEPTH || left-- <= 0) {
        return; // files that include themselves
      }
      depth++;
      AptFiles.read(file).ifPresent(text -> AptConfParser.parse(conf, file.toString(), text, this));
      depth--;
    }
  }
}
