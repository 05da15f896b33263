package dev.plinth.install.deb.system;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** pam-auth-update(8), never asked: profiles that are on by default, and those that were on. */
final class PamAuthUpdate implements Command {
  private static final String PROFILES = "/usr/share/pam-configs";
  private static final String SAVED = "/var/lib/pam";
  private static final List<PamStack> STACKS =
      List.of(
          new PamStack("auth"),
          new PamStack("account"),
          new PamStack("password"),
          new PamStack("session"),
          new PamStack("session-noninteractive"));

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Set<String> removed = new HashSet<>();
    Set<String> enable = new HashSet<>();
    Set<String> disable = new HashSet<>();
    options(call, removed, enable, disable);
    Map<String, PamProfile> profiles = new TreeMap<>();
    for (String name : list(call, PROFILES)) {
      if (!name.endsWith("~")) {
        profiles.put(name, PamProfile.parse(name, read(call, PROFILES + "/" + name).orElse("")));
      }
    }
    Comparator<PamProfile> order =
        Comparator.comparingInt(PamProfile::priority).thenComparing(PamProfile::name).reversed();
    List<PamProfile> sorted =
        profiles.values().stream()
            .filter(profile -> !removed.contains(profile.name()))
            .sorted(order)
            .toList();
    Set<String> seen = new HashSet<>(read(call, SAVED + "/seen").orElse("").lines().toList());
    Set<String> wanted = new LinkedHashSet<>(enabledBefore(call, profiles));
    wanted.addAll(enable);
    wanted.removeAll(disable);
    seen.addAll(disable);
    wanted.retainAll(sorted.stream().map(PamProfile::name).toList());
    if (wanted.isEmpty()) {
      seen.clear();
    }
    for (PamProfile profile : sorted) {
      if (profile.isDefault() && !seen.contains(profile.name())) {
        wanted.add(profile.name());
      }
    }
    List<PamProfile> enabled =
        new ArrayList<>(sorted.stream().filter(p -> wanted.contains(p.name())).toList());
    for (PamProfile profile : List.copyOf(enabled)) {
      if (enabled.contains(profile)) {
        enabled.removeIf(other -> profile.conflicts().contains(other.name()));
      }
    }
    if (enabled.isEmpty()) {
      throw new NotUnderstood("pam-auth-update without any profile is not modelled");
    }
    StringBuilder names = new StringBuilder();
    sorted.forEach(profile -> names.append(profile.name()).append('\n'));
    write(call, SAVED + "/seen", names.toString());
    for (PamStack stack : STACKS) {
      String template = template(call, stack);
      write(call, "/etc/pam.d/common-" + stack.kind(), stack.render(template, enabled));
      write(call, SAVED + "/" + stack.kind(), stack.saved(enabled));
    }
    call.note(
        new Invocation.Note.Did(
            "PAM profiles " + String.join(", ", enabled.stream().map(PamProfile::name).toList())));
    return 0;
  }

  private static void options(
      Invocation call, Set<String> removed, Set<String> enable, Set<String> disable)
      throws NotUnderstood {
    List<String> words = call.arguments();
    Set<String> nobody = new HashSet<>();
    Set<String> target = nobody;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--package", "--force" -> target = nobody;
        case "--root" -> {
          if (++i >= words.size() || !words.get(i).isEmpty()) {
            throw new NotUnderstood("pam-auth-update --root is not modelled");
          }
        }
        case "--remove" -> target = removed;
        case "--enable" -> target = enable;
        case "--disable" -> target = disable;
        default -> {
          if (word.startsWith("-")) {
            throw new NotUnderstood("pam-auth-update '" + word + "' is not modelled");
          }
          target.add(word);
        }
      }
    }
    if (!nobody.isEmpty()) {
      throw new NotUnderstood("pam-auth-update " + nobody + " is not modelled");
    }
  }

  /** The profiles that the files hold now; empty where there are none yet. */
  private static List<String> enabledBefore(Invocation call, Map<String, PamProfile> profiles)
      throws NotUnderstood {
    Set<String> names = new LinkedHashSet<>();
    for (PamStack stack : STACKS) {
      Optional<String> saved = read(call, SAVED + "/" + stack.kind());
      if (saved.isEmpty()) {
        return List.of();
      }
      saved
          .get()
          .lines()
          .filter(line -> line.startsWith("Module: "))
          .map(line -> line.substring("Module: ".length()))
          .filter(profiles::containsKey)
          .forEach(names::add);
    }
    List<PamProfile> before =
        names.stream()
            .map(name -> profiles.getOrDefault(name, PamProfile.parse(name, "")))
            .sorted(
                Comparator.comparingInt(PamProfile::priority)
                    .thenComparing(PamProfile::name)
                    .reversed())
            .toList();
    for (PamStack stack : STACKS) {
      String is = read(call, "/etc/pam.d/common-" + stack.kind()).orElse("");
      if (!is.equals(stack.render(template(call, stack), before))) {
        throw new NotUnderstood(
            "pam-auth-update: /etc/pam.d/common-"
                + stack.kind()
                + " was changed by hand, which is not modelled");
      }
    }
    return List.copyOf(names);
  }

  private static String template(Invocation call, PamStack stack) throws NotUnderstood {
    String path = "/usr/share/pam/common-" + stack.kind();
    return read(call, path)
        .orElseThrow(() -> new NotUnderstood("pam-auth-update: there is no " + path));
  }

  private static Optional<String> read(Invocation call, String path) throws NotUnderstood {
    if (!call.tree().isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(call.tree().content(path).bytes(), StandardCharsets.ISO_8859_1));
    } catch (FileSystemException e) {
      throw new NotUnderstood("pam-auth-update: " + path + ": " + FileAccess.reason(e));
    }
  }

  private static List<String> list(Invocation call, String path) throws NotUnderstood {
    try {
      return call.tree().list(path);
    } catch (FileSystemException e) {
      throw new NotUnderstood("pam-auth-update: " + path + ": " + FileAccess.reason(e));
    }
  }

  private static void write(Invocation call, String path, String text) throws NotUnderstood {
    try {
      call.tree().mkdirs(RawPath.parent(path), call.origin());
      call.tree().write(path, Content.ofRaw(text), Attributes.generated(0644, call.origin()));
    } catch (FileSystemException e) {
      throw new NotUnderstood("pam-auth-update: " + path + ": " + FileAccess.reason(e));
    }
  }
}
