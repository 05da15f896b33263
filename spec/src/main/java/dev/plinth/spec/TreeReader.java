package dev.plinth.spec;

import dev.plinth.model.Location;
import dev.plinth.spec.Account.Group;
import dev.plinth.spec.Account.User;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what changes the tree: accounts, paths, files. */
record TreeReader(Values values, Problems problems, BesideFiles beside) {
  private static final int MOST_MODE = 07777;

  List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    Optional<Values> given = values.values("accounts");
    if (given.isEmpty()) {
      return accounts;
    }
    Set<String> names = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (Values one : given.get().mappings("groups")) {
      Group group =
          new Group(one.text("name", ""), one.whole("gid"), one.flag("system", false), at(one));
      check(one, "group", group.name(), group.id(), names, ids);
      accounts.add(group);
    }
    names.clear();
    ids.clear();
    for (Values one : given.get().mappings("users")) {
      User user =
          new User(
              one.text("name", ""),
              one.whole("uid"),
              one.flag("system", false),
              one.text("group", ""),
              one.texts("groups"),
              one.text("home", User.NO_HOME),
              one.flag("create-home", false),
              one.text("shell", User.NO_SHELL),
              one.text("gecos", ""),
              at(one));
      check(one, "user", user.name(), user.id(), names, ids);
      if (user.createHome() && one.text("home").isEmpty()) {
        problems.add(one.mapping().at(), "'create-home' needs 'home': which directory is it?");
      }
      accounts.add(user);
    }
    return accounts;
  }

  private void check(
      Values one, String what, String name, OptionalInt id, Set<String> names, Set<Integer> ids) {
    if (!names.add(name)) {
      problems.add(one.mapping().at(), "the " + what + " '" + name + "' was given before");
    }
    if (id.isPresent() && !ids.add(id.getAsInt())) {
      problems.add(
          one.mapping().at(), "the number " + id.getAsInt() + " was given to another " + what);
    }
  }

  List<PathRule> paths() {
    List<PathRule> rules = new ArrayList<>();
    for (Values one : values.mappings("paths")) {
      Optional<Scalar> directory = one.scalar("directory");
      Optional<Scalar> link = one.scalar("link");
      Optional<Scalar> permissions = one.scalar("permissions");
      if (directory.isPresent()) {
        rules.add(
            new PathRule.Directory(
                directory.get().text(), mode(one), one.owner("owner"), at(directory.get())));
      } else if (link.isPresent()) {
        rules.add(new PathRule.Link(link.get().text(), one.text("target", ""), at(link.get())));
      } else if (permissions.isPresent()) {
        if (one.text("mode").isEmpty() && one.text("owner").isEmpty()) {
          problems.add(one.mapping().at(), "'permissions' needs 'mode' or 'owner'");
        }
        rules.add(
            new PathRule.Permissions(
                permissions.get().text(),
                mode(one),
                one.owner("owner"),
                one.flag("recursive", false),
                at(permissions.get())));
      } else {
        one.scalar("remove").ifPresent(path -> rules.add(removal(path)));
      }
    }
    return rules;
  }

  private PathRule removal(Scalar path) {
    String text = path.text();
    if (text.equals("/") || text.equals("/*") || text.equals("/**")) {
      problems.add(path.at(), "'" + text + "' would remove everything");
    }
    if (text.startsWith("/usr/share/doc/") && text.endsWith("/copyright")) {
      problems.add(
          path.at(),
          "'" + text + "' names copyright files, which always stay: licences ask for them");
    }
    return new PathRule.Removal(text, at(path));
  }

  /** The files to copy; where a source names the architecture, each must be there. */
  List<FileRule> files(String key, List<String> architectures) {
    List<FileRule> rules = new ArrayList<>();
    for (Values one : values.mappings(key)) {
      Optional<Scalar> source = one.scalar("source");
      if (source.isEmpty() || !exists(source.get(), architectures)) {
        continue;
      }
      rules.add(
          new FileRule(
              source.get().at().source().folder().resolve(source.get().text()).normalize(),
              source.get().at().source().folder(),
              one.text("destination", "/"),
              mode(one),
              one.owner("owner"),
              at(source.get())));
    }
    return rules;
  }

  private boolean exists(Scalar source, List<String> architectures) {
    if (!source.text().contains(FileRule.ARCHITECTURE)) {
      return beside.find(source, "the file").isPresent();
    }
    boolean all = true;
    for (String architecture : architectures) {
      String text = source.text().replace(FileRule.ARCHITECTURE, architecture);
      all &= beside.find(new Scalar(text, source.plain(), source.at()), "the file").isPresent();
    }
    return all;
  }

  private static Location at(Values one) {
    return one.mapping().at().location();
  }

  private static Location at(Scalar one) {
    return one.at().location();
  }

  private OptionalInt mode(Values one) {
    OptionalInt mode = one.mode("mode");
    if (mode.isPresent() && mode.getAsInt() > MOST_MODE) {
      one.scalar("mode")
          .ifPresent(text ->
              problems.add(text.at(), "the mode " + text.text() + " is greater than 07777"));
      return OptionalInt.empty();
    }
    return mode;
  }
}
