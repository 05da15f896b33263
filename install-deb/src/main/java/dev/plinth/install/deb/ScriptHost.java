package dev.plinth.install.deb;

import dev.plinth.install.deb.commands.AccountIds;
import dev.plinth.install.deb.commands.Debconf;
import dev.plinth.install.deb.commands.DebianCommands;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.model.Platform;
import dev.plinth.pkg.InstallRequest.Allowance;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.Limits;
import dev.plinth.shell.run.Script;
import dev.plinth.shell.run.ScriptResult;
import dev.plinth.shell.run.ScriptRunner;
import dev.plinth.shell.run.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs maintainer scripts in the interpreter and says what became of each. */
final class ScriptHost {
  private static final int MOST_SHOWN = 8;

  private final Tree tree;
  private final DpkgState state;
  private final Platform platform;
  private final SortedSet<Allowance> allowed;
  private final Debconf debconf = new Debconf();
  private final DebianCommands commands;
  private final List<ScriptOutcome> outcomes = new ArrayList<>();

  ScriptHost(
      Tree tree, DpkgState state, Platform platform, AccountIds ids, SortedSet<Allowance> allowed) {
    this.tree = tree;
    this.state = state;
    this.platform = platform;
    this.allowed = allowed;
    this.commands = new DebianCommands(state, ids, debconf);
  }

  List<ScriptOutcome> outcomes() {
    return outcomes;
  }

  /** Runs one of a package's scripts, where it has it. */
  void run(InstalledPackage pkg, String script, List<String> arguments) {
    @Nullable Content content = pkg.info().get(script);
    @Nullable Content templates = pkg.info().get("templates");
    boolean configures =
        script.equals("postinst")
            && !arguments.isEmpty()
            && arguments.getFirst().equals("configure");
    if (templates != null && (configures || script.equals("preinst"))) {
      debconf.load(pkg.name(), templates);
    }
    if (configures && pkg.info().containsKey("config")) {
      // debconf's frontend runs it as soon as the postinst asks for the library.
      run(pkg, "config", List.of("configure", ""));
    }
    if (content == null) {
      return;
    }
    String label =
        arguments.isEmpty() || !arguments.getFirst().equals("triggered")
            ? script
            : script + " triggered";
    outcomes.add(new ScriptOutcome(pkg.name(), label, effect(pkg, script, content, arguments)));
  }

  private Effect effect(
      InstalledPackage pkg, String script, Content content, List<String> arguments) {
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    if (allowed.contains(new Allowance(pkg.name(), script, ""))) {
      return new Effect.Allowed("the whole script");
    }
    List<String> left = new ArrayList<>();
    String reduced = withoutAllowed(pkg.name(), script, text, left);
    String name = "/var/lib/dpkg/info/" + pkg.infoName() + "." + script;
    Origin origin = new Origin.Generated(pkg.name() + "." + script);
    World world = new World(tree, commands, commands::present, platform, origin, Limits.generous());
    ScriptResult result =
        ScriptRunner.run(new Script(reduced, name, arguments, environment(pkg, script)), world);
    return switch (result) {
      case ScriptResult.Unknown unknown ->
          new Effect.Unknown(unknown.line(), unknown.text(), unknown.why());
      case ScriptResult.Finished finished -> {
        if (finished.status() != 0) {
          yield new Effect.Unknown(lines(text), "exit " + finished.status(), failure(finished));
        }
        yield left.isEmpty() ? classify(finished) : new Effect.Allowed(String.join("; ", left));
      }
    };
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }

  private static String failure(ScriptResult.Finished finished) {
    String said = (finished.errors() + finished.output()).strip();
    String last = said.isEmpty() ? "it said nothing" : said.lines().reduce((a, b) -> b).orElse("");
    return "it ended with " + finished.status() + ": " + last;
  }

  private String withoutAllowed(String pkg, String script, String text, List<String> left) {
    StringBuilder kept = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && allowed.contains(new Allowance(pkg, script, line.strip()))) {
        left.add(line.strip());
        kept.append(":\n");
      } else {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static Effect classify(ScriptResult.Finished finished) {
    Set<String> did = new LinkedHashSet<>();
    Set<String> omitted = new LinkedHashSet<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (Note note : finished.notes()) {
      switch (note) {
        case Note.Did done -> did.add(done.what());
        case Note.LeftOut out -> {
          omitted.add(out.what());
          reasons.add(out.reason());
        }
      }
    }
    List<String> paths = List.copyOf(finished.changed());
    paths.stream().limit(MOST_SHOWN).forEach(path -> did.add("changes " + path));
    if (paths.size() > MOST_SHOWN) {
      did.add("changes " + (paths.size() - MOST_SHOWN) + " more paths");
    }
    if (!omitted.isEmpty()) {
      List<String> all = new ArrayList<>(omitted);
      all.addAll(did);
      return new Effect.Omitted(all, String.join("; ", reasons));
    }
    return did.isEmpty() ? new Effect.NoOp() : new Effect.Done(List.copyOf(did));
  }

  /** As dpkg and apt set it for scripts in a chroot (dpkg(1), "ENVIRONMENT"). */
  private Map<String, String> environment(InstalledPackage pkg, String script) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("DPKG_ADMINDIR", "/var/lib/dpkg");
    environment.put("DPKG_ROOT", "");
    environment.put("DPKG_MAINTSCRIPT_PACKAGE", pkg.name());
    environment.put("DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT", "1");
    environment.put(
        "DPKG_MAINTSCRIPT_ARCH",
        pkg.architecture().equals("all") ? state.architecture() : pkg.architecture());
    environment.put("DPKG_MAINTSCRIPT_NAME", script);
    environment.put("DPKG_MAINTSCRIPT_DEBUG", "0");
    environment.put("DPKG_RUNNING_VERSION", "1.22.0");
    environment.put("DEBIAN_FRONTEND", "noninteractive");
    environment.put("DEBCONF_NONINTERACTIVE_SEEN", "true");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", "/root");
    environment.put("SHELL", "/bin/sh");
    return environment;
  }
}
