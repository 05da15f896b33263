package dev.plinth.install.deb.services;

import dev.plinth.install.deb.services.UnitFile.Link;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code systemctl preset}: enables a unit unless a policy of systemd.preset(5) says otherwise. */
final class Presets {
  private final Links links;
  private final String instance;

  Presets(Links links, String instance) {
    this.links = links;
    this.instance = instance;
  }

  void enable(String name, UnitFile units, Invocation call) throws NotUnderstood {
    if (!isWanted(name)) {
      return;
    }
    for (Link link : units.closure(units.find(name), new ArrayList<>())) {
      if (links.link(link.path(), Systemctl.merged(call, link.target()))) {
        call.note(new Invocation.Note.Did("unit " + name + " enabled"));
      }
    }
  }

  private boolean isWanted(String name) throws NotUnderstood {
    TreeMap<String, String> files = new TreeMap<>();
    for (String folder :
        List.of("/usr/lib/systemd/", "/lib/systemd/", "/run/systemd/", "/etc/systemd/")) {
      for (String file : links.list(folder + instance + "-preset")) {
        files.put(file, folder + instance + "-preset/" + file);
      }
    }
    for (String path : files.values()) {
      for (String line : links.read(path).orElse("").split("\n", -1)) {
        String[] words = line.strip().split("\\s+");
        boolean rule =
            words.length >= 2 && (words[0].equals("enable") || words[0].equals("disable"));
        if (rule && Glob.matches(words[1], name)) {
          return words[0].equals("enable");
        }
      }
    }
    return true;
  }
}
