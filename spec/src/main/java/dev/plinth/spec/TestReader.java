package dev.plinth.spec;

import dev.plinth.spec.ImageTest.CommandTest;
import dev.plinth.spec.ImageTest.PathTest;
import dev.plinth.spec.ImageTest.ServiceTest;
import dev.plinth.spec.ImageTest.UserTest;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tests of a spec. */
record TestReader(Values values, Problems problems) {
  private static final int USUAL_SECONDS = 30;
  private static final int MOST_MODE = 07777;

  List<ImageTest> tests() {
    List<ImageTest> tests = new ArrayList<>();
    for (Values one : values.mappings("tests")) {
      if (one.text("path").isPresent()) {
        tests.add(path(one));
      } else if (one.text("account").isPresent()) {
        tests.add(account(one));
      } else if (!one.items("run").isEmpty()) {
        tests.add(command(one));
      } else if (!one.items("service").isEmpty()) {
        tests.add(service(one));
      }
    }
    return tests;
  }

  private PathTest path(Values one) {
    String path = one.text("path", "");
    boolean exists = one.flag("exists", true);
    for (Entry entry : one.mapping().entries()) {
      if (!exists && !List.of("path", "exists", "name").contains(entry.key().text())) {
        problems.add(
            entry.key().at(),
            "'" + entry.key().text() + "' has no meaning where 'exists' is false");
      }
    }
    one.mode("mode")
        .ifPresent(mode -> {
          if (mode > MOST_MODE) {
            problems.add(one.mapping().at(), "the mode of the test is greater than 07777");
          }
        });
    Optional<PathRule.Owner> owner = one.owner("owner");
    return new PathTest(
        one.text("name", exists ? path + " is right" : path + " is absent"),
        path,
        exists,
        one.text("type"),
        one.mode("mode"),
        owner.map(PathRule.Owner::user),
        owner.map(PathRule.Owner::group).filter(group -> !group.isEmpty()),
        one.text("contains"),
        one.text("target"));
  }

  private UserTest account(Values one) {
    String user = one.text("account", "");
    return new UserTest(
        one.text("name", "the user " + user),
        user,
        one.whole("uid"),
        one.text("home"),
        one.text("shell"));
  }

  private CommandTest command(Values one) {
    List<String> arguments = one.texts("run");
    return new CommandTest(
        one.text("name", shortened(String.join(" ", arguments))),
        arguments,
        one.table("environment"),
        one.text("user"),
        one.text("workdir"),
        one.whole("exit").orElse(0),
        one.texts("output"),
        one.texts("error"),
        timeout(one));
  }

  private ServiceTest service(Values one) {
    List<String> words = one.texts("service");
    List<String> arguments = words.equals(List.of("image")) ? List.of() : words;
    List<Integer> ports = one.texts("listens").stream().map(Integer::valueOf).toList();
    Optional<String> url = one.text("get");
    if (ports.isEmpty() && url.isEmpty()) {
      problems.add(
          one.mapping().at(), "a service must be asked something: 'listens', 'get', or both");
    }
    if (url.isEmpty() && (one.text("status").isPresent() || !one.items("body").isEmpty())) {
      problems.add(one.mapping().at(), "'status' and 'body' need 'get': which page?");
    }
    return new ServiceTest(
        one.text("name", "the service " + shortened(String.join(" ", words)) + " answers"),
        arguments,
        one.table("environment"),
        one.text("user"),
        ports,
        url,
        one.whole("status").orElse(200),
        one.texts("body"),
        timeout(one));
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 60 ? line.substring(0, 57) + "..." : line;
  }

  private static Duration timeout(Values one) {
    return Duration.ofSeconds(one.whole("timeout").orElse(USUAL_SECONDS));
  }
}
