package dev.plinth.shell.awk;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables, fields and the values of expressions. */
final class AwkRuntime {
  private static final int MOST_STEPS = 5_000_000;
  private static final int MOST_TEXT = 16 << 20;
  private static final int MOST_FIELDS = 100_000;

  private final Map<String, Value> variables = new HashMap<>();
  private final Map<String, Map<String, Value>> arrays = new HashMap<>();
  private final Map<String, Regex> regexes = new HashMap<>();
  private final List<String> fields = new ArrayList<>();
  private final AwkFunctions functions = new AwkFunctions(this);
  private final AwkFiles files;
  private final StringBuilder out = new StringBuilder();
  private final Invocation call;
  private @Nullable AwkProgram program;
  private String record = "";
  private boolean split;
  private int steps;
  private @Nullable NotUnderstood failure;

  AwkRuntime(Invocation call) {
    this.call = call;
    this.files = new AwkFiles(call, this::flush);
    variables.put("FS", Value.of(" "));
    variables.put("OFS", Value.of(" "));
    variables.put("ORS", Value.of("\n"));
    variables.put("RS", Value.of("\n"));
    variables.put("NR", Value.of(0));
    variables.put("NF", Value.of(0));
    variables.put("FNR", Value.of(0));
    variables.put("SUBSEP", Value.of("\u001c"));
    variables.put("CONVFMT", Value.of("%.6g"));
    variables.put("OFMT", Value.of("%.6g"));
    variables.put("FILENAME", Value.of(""));
    variables.put("RSTART", Value.of(0));
    variables.put("RLENGTH", Value.of(-1));
    Map<String, Value> environment = new LinkedHashMap<>();
    call.environment().forEach((name, value) -> environment.put(name, Value.input(value)));
    arrays.put("ENVIRON", environment);
  }

  void program(AwkProgram running) {
    program = running;
  }

  AwkFiles files() {
    return files;
  }

  void step() throws NotUnderstood {
    if (failure != null) {
      throw failure;
    }
    if (++steps > MOST_STEPS) {
      throw new NotUnderstood("awk runs too long");
    }
  }

  void requireSize(long length) throws NotUnderstood {
    if (length > MOST_TEXT) {
      throw new NotUnderstood("awk makes too much text");
    }
  }

  void print(String text) throws NotUnderstood {
    out.append(text);
    requireSize(out.length());
  }

  /** Hands on what was printed, before something else prints. */
  void flush() {
    try {
      call.print(out.toString());
    } catch (NotUnderstood e) {
      failure = e;
    }
    out.setLength(0);
  }

  // ---- variables ---------------------------------------------------------------------------

  Value variable(String name) throws NotUnderstood {
    if (name.equals("NF")) {
      fields();
      return Value.of(fields.size());
    }
    return variables.getOrDefault(name, Value.NONE);
  }

  void setVariable(String name, Value value) throws NotUnderstood {
    if (name.equals("NF")) {
      resize((int) value.number());
    } else {
      variables.put(name, value);
    }
  }

  Map<String, Value> array(String name) {
    return arrays.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  boolean isArray(String name) {
    return arrays.containsKey(name);
  }

  /** For a function's call: binds a name, and gives what it was bound to. */
  Object[] bind(String name, @Nullable Value value, @Nullable Map<String, Value> array) {
    Object[] saved = {variables.get(name), arrays.get(name)};
    unbind(name, new Object[] {value, array});
    return saved;
  }

  @SuppressWarnings("unchecked")
  void unbind(String name, Object[] saved) {
    if (saved[0] == null) {
      variables.remove(name);
    } else {
      variables.put(name, (Value) saved[0]);
    }
    if (saved[1] == null) {
      arrays.remove(name);
    } else {
      arrays.put(name, (Map<String, Value>) saved[1]);
    }
  }

  String text(Value value) throws NotUnderstood {
    Value format = variables.get("CONVFMT");
    return value.text(format == null ? "%.6g" : format.text("%.6g"));
  }

  // ---- fields ------------------------------------------------------------------------------

  String record() {
    return record;
  }

  void setRecord(String text) {
    record = text;
    split = false;
  }

  private void fields() throws NotUnderstood {
    if (!split) {
      fields.clear();
      fields.addAll(Fields.split(record, separator(), this));
      split = true;
    }
  }

  private String separator() throws NotUnderstood {
    String separator = text(variables.getOrDefault("FS", Value.of(" ")));
    boolean paragraphs = text(variables.getOrDefault("RS", Value.NONE)).isEmpty();
    if (paragraphs && !separator.equals(" ")) {
      throw new NotUnderstood("awk: paragraphs with an FS of their own are not modelled");
    }
    return separator;
  }

  Value field(int number) throws NotUnderstood {
    if (number == 0) {
      return Value.input(record);
    }
    fields();
    return number <= fields.size() ? Value.input(fields.get(number - 1)) : Value.NONE;
  }

  private void resize(int count) throws NotUnderstood {
    fields();
    if (count < 0 || count > MOST_FIELDS) {
      throw new NotUnderstood("awk: NF of " + count);
    }
    while (fields.size() > count) {
      fields.removeLast();
    }
    while (fields.size() < count) {
      fields.add("");
    }
    rebuild();
  }

  private void rebuild() throws NotUnderstood {
    record = String.join(text(variable("OFS")), fields);
    requireSize(record.length());
  }

  private void setField(int number, String text) throws NotUnderstood {
    if (number == 0) {
      setRecord(text);
      return;
    }
    fields();
    if (number > fields.size()) {
      resize(number);
    }
    fields.set(number - 1, text);
    rebuild();
  }

  private int index(Node node) throws NotUnderstood {
    double number = value(node).number();
    if (number < 0 || number > MOST_FIELDS) {
      throw new NotUnderstood("awk: field " + number);
    }
    return (int) number;
  }

  // ---- expressions -------------------------------------------------------------------------

  Regex regex(Node node) throws NotUnderstood {
    return node instanceof Node.Pattern pattern ? pattern.regex() : compiled(text(value(node)));
  }

  Regex compiled(String text) throws NotUnderstood {
    Regex known = regexes.get(text);
    if (known == null) {
      known = Regex.compile(text, Regex.Syntax.AWK);
      regexes.put(text, known);
    }
    return known;
  }

  String subscript(List<Node> index) throws NotUnderstood {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < index.size(); i++) {
      key.append(i > 0 ? text(variable("SUBSEP")) : "").append(text(value(index.get(i))));
    }
    return key.toString();
  }

  Value value(Node node) throws NotUnderstood {
    step();
    return switch (node) {
      case Node.Constant(Value value) -> value;
      case Node.Pattern(Regex regex) -> Value.of(regex.finds(record));
      case Node.Variable(String name) -> variable(name);
      case Node.Field(Node at) -> field(index(at));
      case Node.Element(String array, List<Node> at) ->
          array(array).computeIfAbsent(subscript(at), _ -> Value.NONE);
      case Node.Assign assign -> assign(assign);
      case Node.Step(Node target, int by, boolean before) -> {
        double old = value(target).number();
        assign(target, Value.of(old + by));
        yield Value.of(before ? old + by : old);
      }
      case Node.Unary(char operator, Node operand) -> {
        Value inner = value(operand);
        yield operator == '!'
            ? Value.of(!inner.truth())
            : Value.of(operator == '-' ? -inner.number() : inner.number());
      }
      case Node.Binary binary -> binary(binary);
      case Node.Concatenation(Node left, Node right) -> {
        String joined = text(value(left)).concat(text(value(right)));
        requireSize(joined.length());
        yield Value.of(joined);
      }
      case Node.Choice(Node condition, Node yes, Node no) ->
          value(condition).truth() ? value(yes) : value(no);
      case Node.Matches(Node left, Node right, boolean negated) ->
          Value.of(regex(right).finds(text(value(left))) != negated);
      case Node.In(List<Node> at, String array) ->
          Value.of(array(array).containsKey(subscript(at)));
      case Node.Call(String name, List<Node> arguments, boolean user) ->
          user ? running().call(name, arguments) : functions.call(name, arguments);
      case Node.Grouping(List<Node> nodes) -> {
        if (nodes.size() != 1) {
          throw new NotUnderstood("awk: a list where one value is wanted");
        }
        yield value(nodes.getFirst());
      }
      case Node.Getline getline -> running().getline(getline);
    };
  }

  private AwkProgram running() {
    AwkProgram now = program;
    if (now == null) {
      throw new IllegalStateException("no program");
    }
    return now;
  }

  String format(List<Node> nodes) throws NotUnderstood {
    return functions.format(nodes);
  }

  private Value binary(Node.Binary binary) throws NotUnderstood {
    String operator = binary.operator();
    Value left = value(binary.left());
    if (operator.equals("&&") || operator.equals("||")) {
      boolean decides = left.truth() == operator.equals("||");
      return Value.of(decides ? left.truth() : value(binary.right()).truth());
    }
    Value right = value(binary.right());
    return switch (operator) {
      case "<", "<=", "==", "!=", ">", ">=" -> {
        int order = Value.compare(left, right, text(variable("CONVFMT")));
        yield Value.of(
            switch (operator) {
              case "<" -> order < 0;
              case "<=" -> order <= 0;
              case "==" -> order == 0;
              case "!=" -> order != 0;
              case ">" -> order > 0;
              default -> order >= 0;
            });
      }
      default -> Value.of(calculate(operator, left.number(), right.number()));
    };
  }

  private static double calculate(String operator, double a, double b) throws NotUnderstood {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/", "%" -> {
        if (b == 0) {
          throw new NotUnderstood("awk: division by zero");
        }
        yield operator.equals("/") ? a / b : a % b;
      }
      default -> Math.pow(a, b);
    };
  }

  private Value assign(Node.Assign assign) throws NotUnderstood {
    Value right = value(assign.value());
    String operator = assign.operator();
    if (operator.length() > 1) {
      double old = value(assign.target()).number();
      right = Value.of(calculate(operator.substring(0, 1), old, right.number()));
    }
    assign(assign.target(), right);
    return right;
  }

  void assign(Node target, Value value) throws NotUnderstood {
    Node real =
        target instanceof Node.Grouping grouping && grouping.nodes().size() == 1
            ? grouping.nodes().getFirst()
            : target;
    switch (real) {
      case Node.Variable(String name) -> setVariable(name, value);
      case Node.Field(Node at) -> setField(index(at), text(value));
      case Node.Element(String array, List<Node> at) -> array(array).put(subscript(at), value);
      default -> throw new NotUnderstood("awk: assignment to something else than a variable");
    }
  }
}
