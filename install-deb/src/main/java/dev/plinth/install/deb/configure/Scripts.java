package dev.plinth.install.deb.configure;

import dev.plinth.install.deb.debconf.Debconf;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.model.Remembered;
import dev.plinth.pkg.InstallRequest.Allowance;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Limits;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.Script;
import dev.plinth.shell.run.ScriptCheck;
import dev.plinth.shell.run.ScriptCheck.Finding;
import dev.plinth.shell.run.ScriptCheck.Kind;
import dev.plinth.shell.run.ScriptCheck.Verdict;
import dev.plinth.shell.run.ScriptResult;
import dev.plinth.shell.run.ScriptRunner;
import dev.plinth.shell.run.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Runs maintainer scripts over the tree, without running anything, and says what became of each.
 */
public final class Scripts {
  private final Tree tree;
  private final CommandTable commands;
  private final CommandTable scratch;
  private final Predicate<String> present;
  private final Platform platform;
  private final Debconf debconf;
  private final Set<Allowance> allowed;
  private final Remembered known;
  private final String kind;
  private final List<ScriptOutcome> outcomes = new ArrayList<>();
  private final List<Postponed> postponed = new ArrayList<>();

  /**
   * A script that reads a library which is not there yet: its branches are judged at the end.
   *
   * @param index of its outcome
   */
  private record Postponed(
      int index, InstalledPackage pkg, String name, Script script, World world) {}

  /**
   * @param scratch the commands once more, over a state that nobody needs
   * @param present whether a program that is not in the tree counts as installed
   * @param allowed what the spec allows leaving out
   * @param known scripts that were clean, and where: they need no second look where it is the same
   * @param kind what commands depend on besides Plinth's version
   */
  public Scripts(
      Tree tree,
      CommandTable commands,
      CommandTable scratch,
      Predicate<String> present,
      Platform platform,
      Debconf debconf,
      Set<Allowance> allowed,
      Remembered known,
      String kind) {
    this.tree = tree;
    this.commands = commands;
    this.scratch = scratch;
    this.present = present;
    this.platform = platform;
    this.debconf = debconf;
    this.allowed = allowed;
    this.known = known;
    this.kind = kind;
  }

  /**
   * What became of every script, in the order they ran; called once, when all packages are
   * configured.
   */
  public List<ScriptOutcome> outcomes() {
    for (Postponed script : postponed) {
      recheck(script);
    }
    postponed.clear();
    return List.copyOf(outcomes);
  }

  /** What a script's branches call may stand in a library that came after it. */
  private void recheck(Postponed one) {
    ScriptOutcome outcome = outcomes.get(one.index);
    if (outcome.effect() instanceof Effect.Unknown) {
      return;
    }
    try {
      List<String> words = new ArrayList<>();
      List<Finding> findings =
          ScriptCheck.check(one.script.text(), one.script.leftOut(), one.world, scratch);
      for (Finding finding : withoutOwn(one.pkg, findings)) {
        boolean missing = finding.kind() == Kind.SOURCE && !finding.guarded();
        if (!finding.isUnknown() && !missing) {
          continue;
        }
        if (!isAllowed(outcome.packageName(), one.name, outcome.script(), finding.text())) {
          Effect unknown = new Effect.Unknown(finding.line(), finding.text(), finding.why());
          outcomes.set(
              one.index, new ScriptOutcome(outcome.packageName(), outcome.script(), unknown));
          return;
        }
        words.add("line " + finding.line() + ": " + finding.text());
      }
      if (!words.isEmpty()) {
        Effect effect = new Effect.Allowed(String.join("; ", words));
        outcomes.set(one.index, new ScriptOutcome(outcome.packageName(), outcome.script(), effect));
      }
    } catch (NotUnderstood e) {
      throw new IllegalStateException("a script that was understood before: " + e.why(), e);
    }
  }

  /** Takes in the questions of a package. */
  void load(InstalledPackage pkg, Content templates) {
    debconf.load(pkg.name(), templates.bytes());
  }

  /** The questions of a package are asked before it is configured, and never to anybody. */
  public void config(InstalledPackage pkg) {
    run(pkg, "config", "configure", pkg.configuredVersion());
  }

  /**
   * Runs one script, where the package has it.
   *
   * @param arguments as dpkg gives them (Debian Policy 6.5)
   */
  public void run(InstalledPackage pkg, String name, String... arguments) {
    pkg.info(name).ifPresent(content -> run(pkg, name, content, List.of(arguments)));
  }

  /**
   * Looks at what a package runs only when it is replaced or removed: it is left out, but what is
   * not understood in it is an error as in every script.
   */
  void judgeRemoval(InstalledPackage pkg) {
    for (String name : List.of("prerm", "postrm")) {
      Optional<Content> content = pkg.info(name);
      if (content.isPresent()) {
        judge(pkg, name, text(content.get().bytes()));
      }
    }
  }

  private void judge(InstalledPackage pkg, String name, String text) {
    World world = world(pkg, name);
    List<String> words = new ArrayList<>();
    Effect effect = new Effect.Omitted(List.of(name), "runs only when the package is removed");
    if (isAllowed(pkg.name(), name, name, "")) {
      effect = new Effect.Allowed("the whole script");
    } else {
      try {
        List<Finding> findings = check(pkg, text, Set.of(), world);
        if (findings.stream().anyMatch(finding -> finding.kind() == Kind.SOURCE)) {
          Script script = new Script(text, path(pkg, name), List.of("remove"), Map.of());
          postponed.add(new Postponed(outcomes.size(), pkg, name, script, world));
          findings = List.of();
        }
        for (Finding finding : findings) {
          if (!finding.isUnknown()) {
            continue;
          }
          if (!isAllowed(pkg.name(), name, name, finding.text())) {
            effect = new Effect.Unknown(finding.line(), finding.text(), finding.why());
            break;
          }
          words.add("line " + finding.line() + ": " + finding.text());
          effect = new Effect.Allowed(String.join("; ", words));
        }
      } catch (NotUnderstood e) {
        int line = Math.max(1, e.line());
        String shown = lineOf(text, line);
        effect =
            isAllowed(pkg.name(), name, name, shown)
                ? new Effect.Allowed("line " + line + ": " + shown)
                : new Effect.Unknown(line, shown, e.why());
      }
    }
    outcomes.add(new ScriptOutcome(pkg.name(), name, effect));
  }

  private World world(InstalledPackage pkg, String name) {
    Origin origin = new Origin.Generated(pkg.name() + "." + name);
    return new World(tree, commands, present, platform, origin, Limits.generous());
  }

  private void run(InstalledPackage pkg, String name, Content content, List<String> arguments) {
    String shown = arguments.getFirst().equals("triggered") ? "trigger " + arguments.get(1) : name;
    String text = text(content.bytes());
    if (isAllowed(pkg.name(), name, shown, "")) {
      outcomes.add(new ScriptOutcome(pkg.name(), shown, new Effect.Allowed("the whole script")));
      return;
    }
    World world = world(pkg, name);
    Script script = new Script(text, path(pkg, name), arguments, environment(pkg, name));
    SortedSet<Integer> left = new TreeSet<>();
    SortedSet<Integer> replaced = new TreeSet<>();
    List<String> words = new ArrayList<>();
    Attempt last = attempt(pkg, script, world);
    while (last.effect instanceof Effect.Unknown unknown
        && !unknown.text().isEmpty()
        && isAllowed(pkg.name(), name, shown, unknown.text())) {
      boolean command = last.parsed && left.add(unknown.line());
      if (!command) {
        // It does not parse, or it stands within a substitution or a here-document.
        if (!replaced.add(unknown.line())) {
          break;
        }
        script = withoutText(script, unknown.line());
      }
      String what = "line " + unknown.line() + ": " + unknown.text();
      if (!words.contains(what)) {
        words.add(what);
      }
      last = attempt(pkg, script.without(left), world);
    }
    Effect effect = last.effect;
    debconf.finish();
    if (!words.isEmpty() && !(effect instanceof Effect.Unknown)) {
      effect = new Effect.Allowed(String.join("; ", words));
    }
    if (last.later) {
      postponed.add(new Postponed(outcomes.size(), pkg, name, script.without(left), world));
    }
    outcomes.add(new ScriptOutcome(pkg.name(), shown, effect));
  }

  /** Whether the spec names it, as the file it stands in or as the call that it is. */
  private boolean isAllowed(String pkg, String name, String shown, String line) {
    return allowed.contains(new Allowance(pkg, name, line))
        || allowed.contains(new Allowance(pkg, shown, line));
  }

  /**
   * @param parsed whether the script's text was understood, whatever its commands are
   * @param later whether its branches are to be judged at the end
   */
  private record Attempt(Effect effect, boolean parsed, boolean later) {
    Attempt(int line, String text, String why, boolean parsed) {
      this(new Effect.Unknown(line, text, why), parsed, false);
    }
  }

  /** What does not parse is taken out as a line of text. */
  private static Script withoutText(Script script, int line) {
    String[] lines = script.text().split("\n", -1);
    lines[line - 1] = ":";
    return new Script(
        String.join("\n", lines), script.name(), script.arguments(), script.environment());
  }

  private Attempt attempt(InstalledPackage pkg, Script script, World world) {
    String text = script.text();
    boolean later;
    List<Finding> findings;
    try {
      findings = check(pkg, text, script.leftOut(), world);
      later = findings.stream().anyMatch(finding -> finding.kind() == Kind.SOURCE);
      if (!later) {
        for (Finding finding : findings) {
          if (finding.isUnknown()) {
            return new Attempt(finding.line(), finding.text(), finding.why(), true);
          }
        }
      }
    } catch (NotUnderstood e) {
      int line = Math.max(1, e.line());
      return new Attempt(line, lineOf(text, line), e.why(), false);
    }
    return switch (ScriptRunner.run(script, world)) {
      case ScriptResult.Unknown unknown ->
          // What a trap holds is called elsewhere than it stands.
          findings.stream()
              .filter(finding -> finding.isUnknown() && finding.why().equals(unknown.why()))
              .findFirst()
              .map(finding -> new Attempt(finding.line(), finding.text(), finding.why(), true))
              .orElseGet(() -> new Attempt(unknown.line(), unknown.text(), unknown.why(), true));
      case ScriptResult.Finished finished ->
          new Attempt(Effects.of(finished, lineOf(text, finished.line())), true, later);
    };
  }

  private List<Finding> check(InstalledPackage pkg, String text, Set<Integer> leftOut, World world)
      throws NotUnderstood {
    Digest digest = Digest.of("script " + kind + " " + leftOut + "\n" + text);
    Optional<byte[]> before = known.find(digest);
    if (before.isPresent() && ScriptCheck.holds(text(before.get()), world)) {
      return List.of();
    }
    Verdict verdict = ScriptCheck.judge(text, leftOut, world, scratch);
    if (verdict.isClean()) {
      known.put(digest, verdict.looked().getBytes(StandardCharsets.ISO_8859_1));
    }
    return withoutOwn(pkg, verdict.findings());
  }

  /**
   * debhelper puts one error handler into all scripts of a package, which may define it in one of
   * them only: where it is not defined there is no such command, and a run that meets it says so.
   */
  private static List<Finding> withoutOwn(InstalledPackage pkg, List<Finding> findings) {
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      boolean handler = finding.text().endsWith("|| " + finding.command());
      if (!handler || finding.kind() != Kind.COMMAND || !defines(pkg, finding.command())) {
        left.add(finding);
      }
    }
    return left;
  }

  private static boolean defines(InstalledPackage pkg, String function) {
    for (String name : List.of("preinst", "postinst", "prerm", "postrm")) {
      Optional<Content> content = pkg.info(name);
      String text = content.isPresent() ? text(content.get().bytes()) : "";
      if (text.contains(function + "()") || text.contains(function + " ()")) {
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String lineOf(String text, int line) {
    String[] lines = text.split("\n", -1);
    return line <= lines.length ? lines[line - 1].strip() : "";
  }

  private static String path(InstalledPackage pkg, String name) {
    return name.equals("preinst")
        ? "/var/lib/dpkg/tmp.ci/preinst"
        : "/var/lib/dpkg/info/" + pkg.infoName() + "." + name;
  }

  /** What dpkg exports to scripts (dpkg(1), "Internal environment"), and mmdebstrap's locale. */
  private static Map<String, String> environment(InstalledPackage pkg, String name) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("DEBIAN_FRONTEND", "noninteractive");
    environment.put("DEBCONF_NONINTERACTIVE_SEEN", "true");
    environment.put("DPKG_ADMINDIR", "/var/lib/dpkg");
    environment.put("DPKG_FORCE", "security-mac,downgrade");
    environment.put("DPKG_MAINTSCRIPT_ARCH", pkg.architecture());
    environment.put("DPKG_MAINTSCRIPT_DEBUG", "0");
    environment.put("DPKG_MAINTSCRIPT_NAME", name);
    environment.put("DPKG_MAINTSCRIPT_PACKAGE", pkg.name());
    environment.put("DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT", "1");
    environment.put("DPKG_ROOT", "");
    environment.put("HOME", "/root");
    environment.put("LANG", "C.UTF-8");
    environment.put("LANGUAGE", "C.UTF-8");
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }
}
