package dev.plinth.install.deb.debconf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * debconf's database and its frontend {@code noninteractive}: every question is answered with what
 * was set before, else with its default. Kept in memory; none of it goes into the image.
 */
public final class Debconf {
  /** The answer to a command of the protocol: a code of debconf-devel(7) and a text. */
  record Reply(int code, String text) {
    static final Reply OK = new Reply(0, "");

    static Reply bad(String why) {
      return new Reply(10, why);
    }
  }

  private static final int SKIPPED = 30;

  private static final class Question {
    private final Set<String> owners = new TreeSet<>();
    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private Template template;
    private Optional<String> value = Optional.empty();

    Question(Template template) {
      this.template = template;
    }

    String value() {
      return value.or(template::defaultValue).orElse("");
    }
  }

  private final Map<String, Template> templates = new TreeMap<>();
  private final Map<String, Question> questions = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Set<String> toMarkSeen = new HashSet<>();

  /** Takes in a package's templates; questions that exist keep their values. */
  public void load(String packageName, byte[] text) {
    for (Template template : Template.parse(text, "templates of " + packageName)) {
      templates.put(template.name(), template);
      Question question = questions.computeIfAbsent(template.name(), _ -> new Question(template));
      question.template = template;
      question.owners.add(packageName);
    }
  }

  /** Ends a session: what was asked in it counts as seen. */
  public void finish() {
    for (String name : toMarkSeen) {
      Question question = questions.get(name);
      if (question != null) {
        question.flags.put("seen", "true");
      }
    }
    toMarkSeen.clear();
    asked.clear();
  }

  /**
   * A command of the protocol.
   *
   * @param owner package whose script speaks
   * @param words the command in capitals, and its arguments
   */
  Optional<Reply> command(String owner, List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return Optional.ofNullable(
        switch (words.getFirst()) {
          case "VERSION" -> new Reply(0, "2.0");
          case "CAPB" -> new Reply(0, "multiselect escape");
          case "TITLE", "BEGINBLOCK", "ENDBLOCK", "CLEAR", "PROGRESS", "STOP", "DATA" -> Reply.OK;
          case "INFO", "SETTITLE" ->
              rest.isEmpty() || questions.containsKey(rest.getFirst())
                  ? Reply.OK
                  : missing(rest.getFirst());
          case "PREVIOUS_MODULE" -> Reply.OK;
          case "GO" -> go();
          case "PURGE" -> purge(owner);
          case "EXIST" -> new Reply(0, String.valueOf(questions.containsKey(at(rest, 0))));
          case "INPUT" -> input(at(rest, 1));
          case "REGISTER" -> register(owner, at(rest, 0), at(rest, 1));
          case "UNREGISTER" -> unregister(owner, at(rest, 0));
          case "GET", "SET", "RESET", "SUBST", "FGET", "FSET", "METAGET" -> onQuestion(words);
          default -> null;
        });
  }

  private static String at(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private static Reply missing(String name) {
    return Reply.bad(name + " doesn't exist");
  }

  private Reply onQuestion(List<String> words) {
    String name = at(words, 1);
    Question question = questions.get(name);
    if (question == null) {
      return missing(name);
    }
    List<String> rest = words.subList(Math.min(2, words.size()), words.size());
    String text = rest.isEmpty() ? "" : String.join(" ", rest.subList(1, rest.size()));
    switch (words.getFirst()) {
      case "GET" -> {
        return new Reply(0, question.value());
      }
      case "SET" -> question.value = Optional.of(String.join(" ", rest));
      case "RESET" -> {
        question.value = question.template.defaultValue();
        question.flags.put("seen", "false");
      }
      case "SUBST" -> question.variables.put(at(rest, 0), text);
      case "FGET" -> {
        return new Reply(0, question.flags.getOrDefault(at(rest, 0), "false"));
      }
      case "FSET" -> {
        toMarkSeen.remove(name);
        question.flags.put(at(rest, 0), text);
        return new Reply(0, text);
      }
      default -> {
        return metaget(question, at(rest, 0));
      }
    }
    return Reply.OK;
  }

  private Reply metaget(Question question, String field) {
    if (field.equals("owners")) {
      return new Reply(0, String.join(", ", question.owners));
    }
    if (field.equals("value")) {
      return new Reply(0, question.value());
    }
    return question
        .template
        .field(field)
        .map(text -> new Reply(0, expand(question, text)))
        .orElseGet(() -> Reply.bad(field + " does not exist"));
  }

  /** Puts values of {@code SUBST} in the place of {@code ${name}}. */
  private static String expand(Question question, String text) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      expanded.append(text, at, open);
      expanded.append(question.variables.getOrDefault(text.substring(open + 2, close), ""));
      at = close + 1;
    }
    return expanded.append(text, at, text.length()).toString();
  }

  /** No question is shown; with {@code DEBCONF_NONINTERACTIVE_SEEN} it counts as seen. */
  private Reply input(String name) {
    Question question = questions.get(name);
    if (question == null) {
      return Reply.bad("\"" + name + "\" doesn't exist");
    }
    asked.add(name);
    return new Reply(SKIPPED, "question skipped");
  }

  private Reply go() {
    for (String name : asked) {
      Question question = questions.get(name);
      if (question != null) {
        String value = question.value();
        if (question.template.type().equals("select")) {
          value = choice(question, value);
        } else if (question.template.type().equals("error")) {
          value = "";
        }
        question.value = Optional.of(value);
        toMarkSeen.add(name);
      }
    }
    asked.clear();
    return new Reply(0, "ok");
  }

  /** A value that is no choice gives way to the first. */
  private static String choice(Question question, String value) {
    List<String> choices = new ArrayList<>();
    for (String choice :
        expand(question, question.template.field("choices").orElse("")).split(",\\s*", -1)) {
      choices.add(choice.strip());
    }
    return choices.contains(value) ? value : choices.getFirst();
  }

  private Reply register(String owner, String templateName, String name) {
    Template template = templates.get(templateName);
    if (template == null) {
      return Reply.bad("No such template, \"" + templateName + "\"");
    }
    Question question = questions.computeIfAbsent(name, _ -> new Question(template));
    question.template = template;
    question.owners.add(owner);
    return Reply.OK;
  }

  private Reply unregister(String owner, String name) {
    Question question = questions.get(name);
    if (question == null) {
      return missing(name);
    }
    question.owners.remove(owner);
    if (question.owners.isEmpty()) {
      questions.remove(name);
    }
    return Reply.OK;
  }

  private Reply purge(String owner) {
    questions.values().forEach(question -> question.owners.remove(owner));
    questions.values().removeIf(question -> question.owners.isEmpty());
    return Reply.OK;
  }
}
