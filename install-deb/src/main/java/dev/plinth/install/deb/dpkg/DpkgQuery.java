package dev.plinth.install.deb.dpkg;

import dev.plinth.deb.DebVersions;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.database.StatusText;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions that dpkg(1) and dpkg-query(1) answer; nothing that would change the system. */
final class DpkgQuery implements Command {
  private static final Pattern FIELD = Pattern.compile("\\$\\{([^};]+)(?:;-?[0-9]+)?\\}");
  private static final Map<String, Integer> ORDERS =
      Map.ofEntries(
          Map.entry("lt", -1),
          Map.entry("lt-nl", -1),
          Map.entry("<<", -1),
          Map.entry("le", -2),
          Map.entry("le-nl", -2),
          Map.entry("<=", -2),
          Map.entry("<", -2),
          Map.entry("eq", 0),
          Map.entry("=", 0),
          Map.entry("ne", 3),
          Map.entry("ge", 2),
          Map.entry("ge-nl", 2),
          Map.entry(">=", 2),
          Map.entry(">", 2),
          Map.entry("gt", 1),
          Map.entry("gt-nl", 1),
          Map.entry(">>", 1));

  private final DpkgState state;

  DpkgQuery(DpkgState state) {
    this.state = state;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    String format = "${Package}\t${Version}\n";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--showformat=") || word.startsWith("-f=")) {
        format = word.substring(word.indexOf('=') + 1);
      } else if (word.equals("-f") || word.equals("--showformat")) {
        format = words.get(i + 1);
        words.remove(i + 1);
      } else if (word.startsWith("-f") && word.length() > 2) {
        format = word.substring(2);
      } else if (!word.startsWith("--admindir") && !word.startsWith("--root")) {
        continue;
      }
      words.remove(i--);
    }
    if (words.isEmpty()) {
      throw Options.unknown(call.arguments(), "a call without words");
    }
    int operands = words.size() > 1 && words.get(1).equals("--") ? 2 : 1;
    List<String> rest = words.subList(operands, words.size());
    return switch (words.getFirst()) {
      case "--compare-versions" -> compare(call, rest);
      // A slip of the pen in binutils.preinst of trixie: dpkg knows no such option, and says so.
      case "--compare-cversions" -> {
        call.complain("dpkg: error: unknown option --compare-cversions\n");
        yield 2;
      }
      case "--print-architecture" -> print(call, state.architecture());
      case "--print-foreign-architectures" -> 0;
      case "--validate-version" -> DebVersions.INSTANCE.isValid(rest.getFirst()) ? 0 : 1;
      case "--assert-multi-arch",
          "--assert-support-predepends",
          "--assert-working-epoch",
          "--assert-long-filenames",
          "--assert-multi-conrep",
          "--assert-versioned-provides",
          "--assert-protected-field" ->
          0;
      case "-s", "--status" -> status(call, rest);
      case "-W", "--show" -> show(call, rest, format);
      case "-l", "--list" -> list(call, rest);
      case "-L", "--listfiles" -> files(call, rest);
      case "-S", "--search" -> search(call, rest);
      case "--control-path", "-c" -> controlPath(call, rest);
      default -> throw Options.unknown(call.arguments(), words.getFirst());
    };
  }

  private static int print(Invocation call, String line) throws NotUnderstood {
    call.print(line + "\n");
    return 0;
  }

  /** An empty version is earlier than any other, and later with the -nl forms (dpkg(1)). */
  private static int compare(Invocation call, List<String> words) throws NotUnderstood {
    if (words.size() != 3 || !ORDERS.containsKey(words.get(1))) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String a = words.get(0);
    String b = words.get(2);
    int order;
    if (a.isEmpty() || b.isEmpty()) {
      order = a.isEmpty() && b.isEmpty() ? 0 : a.isEmpty() ? -1 : 1;
      order = words.get(1).endsWith("-nl") ? -order : order;
    } else if (!DebVersions.INSTANCE.isValid(a) || !DebVersions.INSTANCE.isValid(b)) {
      throw Options.unknown(call.arguments(), "a version that is not one");
    } else {
      order = Integer.signum(DebVersions.INSTANCE.compare(a, b));
    }
    boolean holds =
        switch (ORDERS.getOrDefault(words.get(1), 0)) {
          case -1 -> order < 0;
          case -2 -> order <= 0;
          case 0 -> order == 0;
          case 1 -> order > 0;
          case 2 -> order >= 0;
          default -> order != 0;
        };
    return holds ? 0 : 1;
  }

  private int status(Invocation call, List<String> names) throws NotUnderstood {
    int code = 0;
    for (String name : names) {
      Optional<InstalledPackage> pkg = state.find(name);
      if (pkg.isEmpty()) {
        call.complain(
            "dpkg-query: package '"
                + name
                + "' is not installed and no information is available\n");
        code = 1;
      } else {
        call.print(StatusText.status(pkg.get()));
      }
    }
    return code;
  }

  private int show(Invocation call, List<String> names, String format) throws NotUnderstood {
    List<InstalledPackage> shown = new ArrayList<>();
    int code = 0;
    for (String name : names) {
      if (name.contains("*") || name.contains("?") || name.contains("[")) {
        Pattern pattern =
            Pattern.compile(
                name.replace(".", "\\.").replace("+", "\\+").replace("*", ".*").replace("?", "."));
        List<InstalledPackage> found =
            state.all().stream().filter(p -> pattern.matcher(p.name()).matches()).toList();
        code = found.isEmpty() ? 1 : code;
        shown.addAll(found);
      } else if (state.find(name).isPresent()) {
        shown.add(state.find(name).get());
      } else {
        call.complain("dpkg-query: no packages found matching " + name + "\n");
        code = 1;
      }
    }
    for (InstalledPackage pkg : names.isEmpty() ? state.all() : shown) {
      Matcher fields = FIELD.matcher(format);
      StringBuilder line = new StringBuilder();
      while (fields.find()) {
        fields.appendReplacement(line, Matcher.quoteReplacement(field(call, pkg, fields.group(1))));
      }
      fields.appendTail(line);
      call.print(line.toString().replace("\\n", "\n").replace("\\t", "\t"));
    }
    return code;
  }

  private static String field(Invocation call, InstalledPackage pkg, String name)
      throws NotUnderstood {
    return switch (name) {
      case "Status" -> "install ok " + pkg.stage().text();
      case "db:Status-Status" -> pkg.stage().text();
      case "db:Status-Abbrev" -> pkg.stage() == InstalledPackage.Stage.INSTALLED ? "ii " : "iU ";
      case "db:Status-Want" -> "install";
      case "db:Status-Eflag" -> "ok";
      case "binary:Package" -> pkg.infoName();
      case "source:Package" -> pkg.control().get("Source").orElse(pkg.name()).split(" ")[0];
      case "Conffiles" -> StatusText.conffiles(pkg);
      default -> {
        if (name.contains(":")) {
          throw Options.unknown(call.arguments(), "the field " + name);
        }
        yield pkg.control().text(name);
      }
    };
  }

  private int list(Invocation call, List<String> names) throws NotUnderstood {
    int code = 0;
    for (String name : names) {
      Optional<InstalledPackage> pkg = state.find(name);
      if (pkg.isEmpty()) {
        call.complain("dpkg-query: no packages found matching " + name + "\n");
        code = 1;
      } else {
        call.print(
            "ii  "
                + pkg.get().infoName()
                + " "
                + pkg.get().version()
                + " "
                + pkg.get().architecture()
                + "\n");
      }
    }
    return code;
  }

  private int files(Invocation call, List<String> names) throws NotUnderstood {
    int code = 0;
    for (String name : names) {
      Optional<InstalledPackage> pkg = state.find(name);
      if (pkg.isEmpty()) {
        call.complain("dpkg-query: package '" + name + "' is not installed\n");
        code = 1;
      } else {
        call.print(String.join("\n", pkg.get().files()) + "\n");
      }
    }
    return code;
  }

  private int search(Invocation call, List<String> patterns) throws NotUnderstood {
    int code = 0;
    for (String wanted : patterns) {
      boolean found = false;
      for (InstalledPackage pkg : state.all()) {
        for (String path : pkg.files()) {
          boolean hit = wanted.startsWith("/") ? path.equals(wanted) : path.contains(wanted);
          if (hit) {
            call.print(pkg.infoName() + ": " + path + "\n");
            found = true;
          }
        }
      }
      if (!found) {
        call.complain(
            "dpkg-query: no path found matching pattern " + RawPath.toText(wanted) + "\n");
        code = 1;
      }
    }
    return code;
  }

  private int controlPath(Invocation call, List<String> words) throws NotUnderstood {
    Optional<InstalledPackage> pkg = state.find(words.getFirst());
    if (pkg.isEmpty()) {
      return 1;
    }
    for (String file : pkg.get().info().keySet()) {
      if (words.size() == 1 || words.get(1).equals(file)) {
        call.print("/var/lib/dpkg/info/" + pkg.get().infoName() + "." + file + "\n");
      }
    }
    return 0;
  }
}
