package dev.plinth.install.deb.commands;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.Paragraph;
import dev.plinth.rootfs.Content;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The debconf protocol (debconf-devel(7)) with the noninteractive frontend: every question keeps
 * its default, nobody is asked.
 */
public final class Debconf {
  private static final int UNKNOWN_QUESTION = 10;
  private static final int SKIPPED = 30;

  private static final class Question {
    final Map<String, String> fields = new TreeMap<>();
    final Map<String, String> flags = new TreeMap<>();
    final Map<String, String> substitutions = new TreeMap<>();
    String value = "";
  }

  private final Map<String, Question> questions = new HashMap<>();

  /** Reads a package's templates; values that were set before stay. */
  public void load(String packageName, Content templates) {
    for (Paragraph paragraph :
        Deb822.parse(
            templates.bytes(), StandardCharsets.ISO_8859_1, "templates of " + packageName)) {
      String name = paragraph.text("Template");
      Question question = questions.computeIfAbsent(name, _ -> new Question());
      paragraph
          .fields()
          .forEach((field, value) ->
              question.fields.put(field.toLowerCase(java.util.Locale.ROOT), value));
      if (!question.flags.containsKey("set")) {
        question.value = question.fields.getOrDefault("default", "");
      }
    }
  }

  /** The model of {@code db_NAME} and of the library that defines them all. */
  Optional<Command> find(String name) {
    if (name.equals("/usr/share/debconf/confmodule")
        || name.equals("/usr/share/debconf/confmodule.sh")) {
      return Optional.of(_ -> 0);
    }
    return name.startsWith("db_") ? Optional.of(this::run) : Optional.empty();
  }

  private int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments());
    String verb = words.removeFirst().substring("db_".length());
    call.assign("RET", "");
    return switch (verb) {
      case "version" -> answer(call, "2.0", 0);
      case "capb" -> answer(call, "multiselect escape backup progresscancel", 0);
      case "title",
          "settitle",
          "info",
          "beginblock",
          "endblock",
          "progress",
          "stop",
          "reset_shown",
          "go" ->
          0;
      case "input" -> question(words).isEmpty() && words.size() > 1 ? UNKNOWN_QUESTION : SKIPPED;
      case "get" -> get(call, words);
      case "set" -> set(words);
      case "reset" -> reset(words);
      case "subst" -> subst(words);
      case "fget" -> fget(call, words);
      case "fset" -> fset(words);
      case "metaget" -> metaget(call, words);
      case "register" -> register(words);
      case "unregister" -> unregister(words);
      case "purge" -> 0;
      case "clear" -> 0;
      case "visible" -> answer(call, "false", 0);
      case "x_loadtemplatefile" -> loadFile(call, words);
      default -> throw new NotUnderstood(0, "debconf's " + verb + " is not modelled");
    };
  }

  private static int answer(Invocation call, String text, int code) throws NotUnderstood {
    call.assign("RET", text);
    return code;
  }

  private Optional<Question> question(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.ofNullable(questions.get(words.getLast()));
  }

  private Optional<Question> first(List<String> words) {
    return words.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(questions.get(words.getFirst()));
  }

  private int get(Invocation call, List<String> words) throws NotUnderstood {
    Optional<Question> question = first(words);
    return question.isEmpty()
        ? answer(call, words.getFirst() + " doesn't exist", UNKNOWN_QUESTION)
        : answer(call, question.get().value, 0);
  }

  private int set(List<String> words) {
    Optional<Question> question = first(words);
    question.ifPresent(q -> {
      q.value = String.join(" ", words.subList(1, words.size()));
      q.flags.put("set", "true");
    });
    return question.isEmpty() ? UNKNOWN_QUESTION : 0;
  }

  private int reset(List<String> words) {
    Optional<Question> question = first(words);
    question.ifPresent(q -> {
      q.value = q.fields.getOrDefault("default", "");
      q.flags.clear();
    });
    return question.isEmpty() ? UNKNOWN_QUESTION : 0;
  }

  private int subst(List<String> words) {
    Optional<Question> question = first(words);
    if (question.isPresent() && words.size() >= 2) {
      question
          .get()
          .substitutions
          .put(words.get(1), String.join(" ", words.subList(2, words.size())));
    }
    return question.isEmpty() ? UNKNOWN_QUESTION : 0;
  }

  private int fget(Invocation call, List<String> words) throws NotUnderstood {
    Optional<Question> question = first(words);
    return question.isEmpty() || words.size() < 2
        ? UNKNOWN_QUESTION
        : answer(call, question.get().flags.getOrDefault(words.get(1), "false"), 0);
  }

  private int fset(List<String> words) {
    Optional<Question> question = first(words);
    if (question.isPresent() && words.size() >= 3) {
      question.get().flags.put(words.get(1), words.get(2));
    }
    return question.isEmpty() ? UNKNOWN_QUESTION : 0;
  }

  private int metaget(Invocation call, List<String> words) throws NotUnderstood {
    Optional<Question> question = first(words);
    if (question.isEmpty() || words.size() < 2) {
      return UNKNOWN_QUESTION;
    }
    String text =
        question.get().fields.getOrDefault(words.get(1).toLowerCase(java.util.Locale.ROOT), "");
    for (var substitution : question.get().substitutions.entrySet()) {
      text = text.replace("${" + substitution.getKey() + "}", substitution.getValue());
    }
    return answer(call, text, 0);
  }

  private int register(List<String> words) {
    Optional<Question> template = first(words);
    if (template.isEmpty() || words.size() < 2) {
      return UNKNOWN_QUESTION;
    }
    Question question = questions.computeIfAbsent(words.get(1), _ -> new Question());
    question.fields.putAll(template.get().fields);
    question.value = question.fields.getOrDefault("default", "");
    return 0;
  }

  private int unregister(List<String> words) {
    return questions.remove(words.getFirst()) == null ? UNKNOWN_QUESTION : 0;
  }

  private int loadFile(Invocation call, List<String> words) throws NotUnderstood {
    try {
      load(words.getFirst(), call.tree().content(words.getFirst()));
      return 0;
    } catch (java.nio.file.FileSystemException e) {
      throw new NotUnderstood(0, "debconf cannot read the templates " + words.getFirst());
    }
  }
}
