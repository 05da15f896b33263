package dev.plinth.shell.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables of one shell, with the local ones of its functions. */
final class Variables {
  /**
   * @param value null where it is only marked (exported, read-only, local) but not set
   * @param array bash: an indexed array; then the value is its element 0
   */
  record Variable(
      @Nullable String value,
      boolean exported,
      boolean readOnly,
      @Nullable NavigableMap<Integer, String> array) {
    static final Variable UNSET = new Variable(null, false, false, null);
  }

  private final Map<String, Variable> all;
  private final Deque<Map<String, @Nullable Variable>> frames = new ArrayDeque<>();

  Variables() {
    all = new HashMap<>();
  }

  private Variables(Variables other) {
    all = new HashMap<>(other.all);
    for (Map<String, @Nullable Variable> frame : other.frames) {
      frames.addLast(new HashMap<>(frame));
    }
  }

  /** For a subshell: changes there are not seen here. */
  Variables copy() {
    return new Variables(this);
  }

  @Nullable String get(String name) {
    Variable variable = all.get(name);
    return variable == null ? null : variable.value;
  }

  String getOrEmpty(String name) {
    String value = get(name);
    return value == null ? "" : value;
  }

  @Nullable Variable variable(String name) {
    return all.get(name);
  }

  void set(String name, String value) {
    Variable old = writable(name);
    NavigableMap<Integer, String> array = old.array;
    if (array != null) {
      array = new TreeMap<>(array);
      array.put(0, value);
    }
    all.put(name, new Variable(value, old.exported, false, array));
  }

  void setArray(String name, NavigableMap<Integer, String> array) {
    Variable old = writable(name);
    all.put(name, new Variable(array.get(0), old.exported, false, array));
  }

  private Variable writable(String name) {
    Variable old = all.get(name);
    if (old != null && old.readOnly) {
      throw new ShellError(name + ": is read only");
    }
    return old == null ? Variable.UNSET : old;
  }

  void unset(String name) {
    writable(name);
    all.remove(name);
  }

  void export(String name, boolean exported) {
    Variable old = all.getOrDefault(name, Variable.UNSET);
    all.put(name, new Variable(old.value, exported, old.readOnly, old.array));
  }

  void makeReadOnly(String name) {
    Variable old = all.getOrDefault(name, Variable.UNSET);
    all.put(name, new Variable(old.value, old.exported, true, old.array));
  }

  /** Puts back what {@link #variable} gave before. */
  void restore(String name, @Nullable Variable saved) {
    if (saved == null) {
      all.remove(name);
    } else {
      all.put(name, saved);
    }
  }

  // ---- local variables of functions --------------------------------------------------------

  void pushFrame() {
    frames.push(new HashMap<>());
  }

  void popFrame() {
    frames.pop().forEach(this::restore);
  }

  boolean inFunction() {
    return !frames.isEmpty();
  }

  /** Makes {@code name} local to the function that runs; false outside of one. */
  boolean makeLocal(String name) {
    Map<String, @Nullable Variable> frame = frames.peek();
    if (frame == null) {
      return false;
    }
    if (!frame.containsKey(name)) {
      frame.put(name, all.get(name));
    }
    return true;
  }

  // ---- listing -----------------------------------------------------------------------------

  /** Exported variables that have a value, in byte order of names. */
  Map<String, String> environment() {
    Map<String, String> exported = new TreeMap<>();
    all.forEach((name, variable) -> {
      if (variable.exported && variable.value != null) {
        exported.put(name, variable.value);
      }
    });
    return exported;
  }

  /** All, in byte order of names. */
  Map<String, Variable> sorted() {
    return new TreeMap<>(all);
  }
}
