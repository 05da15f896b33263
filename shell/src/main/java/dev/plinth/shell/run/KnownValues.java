package dev.plinth.shell.run;

import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.Word.Part;
import dev.plinth.shell.syntax.Word.Quoted;
import dev.plinth.shell.syntax.Word.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What words of a script may expand to, as far as the script itself says. */
final class KnownValues {
  /** Stands in a text for what only a run knows; as shell code it is an expansion. */
  static final String OPEN = "$_";

  private static final int MOST = 24;
  private static final int MOST_DEPTH = 4;
  private static final int MOST_POSITIONS = 9;

  /**
   * @param fields whether each field of it is a value of its own
   */
  record Value(Word word, boolean fields) {}

  /** All that a variable is ever given. */
  private final Map<String, Set<Value>> values = new HashMap<>();

  /** Which functions print nothing. */
  final Silence silence = new Silence();

  private final Set<String> open = new TreeSet<>();
  private final Set<String> shifted = new TreeSet<>();

  /** What it must be at this place; never changed, only replaced. */
  private Map<String, Set<Value>> here = Map.of();

  /** Names whose values are being put together: one that is made from itself is not known. */
  private final Set<String> asked = new TreeSet<>();

  /** Names whose values changed, in the order of the walk. */
  private final List<String> changes = new ArrayList<>();

  /** A value that is assigned. */
  void add(String name, Word word) {
    changes.add(name);
    if (isPattern(word)) {
      open(name);
    } else {
      values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(new Value(word, false));
    }
  }

  /** A word that a loop takes values from. Which files a pattern stands for, only a run knows. */
  void addFields(String name, Word word) {
    changes.add(name);
    if (isPattern(word)) {
      open(name);
    } else {
      values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(new Value(word, true));
    }
  }

  /** The variable may be anything. */
  void open(String name) {
    changes.add(name);
    open.add(name);
  }

  // ---- what holds at a place ---------------------------------------------------------------

  /** To be given back to {@link #back}. */
  Map<String, Set<Value>> now() {
    return here;
  }

  /** How many changes there were so far. */
  int changes() {
    return changes.size();
  }

  /** Names that changed since. */
  Set<String> changedSince(int mark) {
    return new TreeSet<>(changes.subList(mark, changes.size()));
  }

  void back(Map<String, Set<Value>> before) {
    here = before;
  }

  /** Of these names only all that they are ever given is known from here on. */
  void forget(Set<String> names) {
    if (names.stream().anyMatch(here::containsKey)) {
      Map<String, Set<Value>> fewer = new HashMap<>(here);
      fewer.keySet().removeAll(names);
      here = fewer;
    }
  }

  /** From here on the variable is one of these. */
  void holds(String name, List<Word> words) {
    Set<Value> now = new LinkedHashSet<>();
    for (Word word : words) {
      if (isPattern(word)) {
        forget(Set.of(name));
        return;
      }
      now.add(new Value(word, false));
    }
    Map<String, Set<Value>> more = new HashMap<>(here);
    more.put(name, now);
    here = more;
  }

  // ---- texts -------------------------------------------------------------------------------

  /** Positional parameters, from the words of a call, or of {@code set}, without the first. */
  void positions(String function, List<Word> words) {
    List<Part> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (i < MOST_POSITIONS) {
        add(function + ":" + (i + 1), words.get(i));
      }
      if (i > 0) {
        all.add(new Literal(" ", false));
      }
      all.addAll(words.get(i).parts());
    }
    if (!words.isEmpty()) {
      Word joined = new Word(words.getFirst().line(), List.copyOf(all));
      add(function + ":@", joined);
      add(function + ":*", joined);
    }
  }

  /** The positional parameters of a function change within it. */
  void shift(String function) {
    shifted.add(function);
  }

  /** Texts that a word may expand to, with {@link #OPEN} for parts that are not known. */
  List<String> texts(Word word, String function) {
    return texts(word.parts(), function, 0);
  }

  private List<String> texts(List<Part> parts, String function, int depth) {
    List<String> texts = List.of("");
    for (Part part : parts) {
      Set<String> longer = new LinkedHashSet<>();
      for (String before : texts) {
        for (String text : of(part, function, depth)) {
          longer.add(before + text);
        }
      }
      if (longer.size() > MOST) {
        return List.of(OPEN);
      }
      texts = List.copyOf(longer);
    }
    return texts;
  }

  private List<String> of(Part part, String function, int depth) {
    return switch (part) {
      case Literal literal -> List.of(literal.text());
      case Quoted quoted -> texts(quoted.parts(), function, depth);
      case Parameter parameter -> of(parameter, function, depth);
      case Substitution substitution when silence.isCall(substitution.body()) -> List.of("");
      case Substitution substitution ->
          printed(substitution.body()).map(List::of).orElse(List.of(OPEN));
      case Word.ProcessInput _, Word.ArithmeticExpansion _ -> List.of(OPEN);
    };
  }

  private List<String> of(Parameter parameter, String function, int depth) {
    if (parameter.index() != null || parameter.indirect() || depth > MOST_DEPTH) {
      return List.of(OPEN);
    }
    Word operand = parameter.operand();
    return switch (parameter.operator()) {
      case NONE -> values(parameter.name(), function, depth);
      case DEFAULT, ASSIGN -> {
        List<String> all = new ArrayList<>(values(parameter.name(), function, depth));
        if (operand != null) {
          all.addAll(texts(operand.parts(), function, depth + 1));
        }
        yield all;
      }
      case ALTERNATIVE -> {
        List<String> all = new ArrayList<>(List.of(""));
        if (operand != null) {
          all.addAll(texts(operand.parts(), function, depth + 1));
        }
        yield all;
      }
      default -> List.of(OPEN);
    };
  }

  private List<String> values(String name, String function, int depth) {
    boolean position = name.equals("@") || name.equals("*") || Character.isDigit(name.charAt(0));
    String key = position ? function + ":" + name : name;
    Set<Value> now = depth == 0 ? here.get(key) : null;
    boolean sure = now != null;
    Set<Value> known = now == null ? values.getOrDefault(key, Set.of()) : now;
    if (known.isEmpty()
        || known.size() > MOST
        || (position && shifted.contains(function))
        || !asked.add(key)) {
      return List.of(OPEN);
    }
    Set<String> all = new LinkedHashSet<>();
    for (Value value : known) {
      for (String text : texts(value.word.parts(), function, depth + 1)) {
        if (value.fields) {
          all.addAll(List.of(text.strip().split("\\s+", -1)));
        } else {
          all.add(text);
        }
      }
    }
    asked.remove(key);
    if (open.contains(key) && !sure) {
      all.add(OPEN);
    }
    return all.size() > MOST ? List.of(OPEN) : List.copyOf(all);
  }

  /** What {@code echo} or {@code printf} with plain words prints. */
  static Optional<String> printed(Statement body) {
    Statement only =
        body instanceof Statement.Sequence sequence && sequence.statements().size() == 1
            ? sequence.statements().getFirst()
            : body;
    if (!(only instanceof Statement.Simple simple) || simple.words().size() < 2) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (Word word : simple.words()) {
      Optional<String> literal = word.literal();
      if (literal.isEmpty()) {
        return Optional.empty();
      }
      words.add(literal.get());
    }
    return switch (words.getFirst()) {
      case "echo" -> Optional.of(String.join(" ", words.subList(1, words.size())));
      case "printf" ->
          words.size() == 2
              ? Optional.of(words.get(1).replace("\\n", "\n").stripTrailing())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isPattern(Word word) {
    for (Part part : word.parts()) {
      if (part instanceof Literal literal
          && !literal.quoted()
          && literal.text().chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
        return true;
      }
    }
    return false;
  }
}
