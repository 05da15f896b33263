package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.awk.Action.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs rules and statements over the input. */
final class AwkProgram {
  private static final int MOST_CALLS = 200;

  /** How a statement ended. */
  private enum Flow {
    ON,
    BREAK,
    CONTINUE,
    NEXT,
    NEXT_FILE,
    RETURN,
    EXIT
  }

  private final AwkRuntime runtime;
  private final List<Rule> rules;
  private final Map<String, Action.Function> functions;
  private final boolean[] inRange;
  private final List<String> operands;
  private int nextOperand;
  private boolean some;
  private AwkFiles.@Nullable Source source;
  private Value result = Value.NONE;
  private int status;
  private int calls;

  AwkProgram(AwkRuntime runtime, AwkParser parsed, List<String> operands) {
    this.runtime = runtime;
    this.rules = parsed.rules();
    this.functions = parsed.functions();
    this.inRange = new boolean[rules.size()];
    this.operands = operands;
    runtime.program(this);
  }

  int run() throws NotUnderstood {
    Flow flow = special("BEGIN");
    boolean reads = false;
    for (Rule rule : rules) {
      reads |= !rule.kind().equals("BEGIN");
    }
    while (flow != Flow.EXIT && reads) {
      String record = nextRecord();
      if (record == null) {
        break;
      }
      runtime.setRecord(record);
      flow = record();
      if (flow == Flow.NEXT_FILE) {
        source = null;
      }
    }
    special("END");
    runtime.flush();
    runtime.files().closeAll();
    runtime.step();
    return status;
  }

  private Flow special(String kind) throws NotUnderstood {
    for (Rule rule : rules) {
      if (rule.kind().equals(kind) && rule.action() != null) {
        Flow flow = run(rule.action());
        if (flow == Flow.EXIT) {
          return flow;
        }
      }
    }
    return Flow.ON;
  }

  private Flow record() throws NotUnderstood {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (!rule.kind().isEmpty() || !selects(rule, i)) {
        continue;
      }
      Action action = rule.action();
      if (action == null) {
        runtime.print(runtime.record() + runtime.text(runtime.variable("ORS")));
        continue;
      }
      Flow flow = run(action);
      if (flow == Flow.NEXT || flow == Flow.NEXT_FILE || flow == Flow.EXIT) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private boolean selects(Rule rule, int at) throws NotUnderstood {
    Node pattern = rule.pattern();
    if (pattern == null) {
      return true;
    }
    Node end = rule.end();
    if (end == null) {
      return runtime.value(pattern).truth();
    }
    if (!inRange[at] && !runtime.value(pattern).truth()) {
      return false;
    }
    inRange[at] = !runtime.value(end).truth();
    return true;
  }

  // ---- input -------------------------------------------------------------------------------

  private @Nullable String nextRecord() throws NotUnderstood {
    while (true) {
      AwkFiles.Source now = source;
      if (now != null) {
        String record = now.next(runtime.text(runtime.variable("RS")));
        if (record != null) {
          count("NR");
          count("FNR");
          return record;
        }
        source = null;
      }
      if (!openNext()) {
        return null;
      }
    }
  }

  private void count(String name) throws NotUnderstood {
    runtime.setVariable(name, Value.of(runtime.variable(name).number() + 1));
  }

  private boolean openNext() throws NotUnderstood {
    while (nextOperand < operands.size()) {
      String operand = operands.get(nextOperand++);
      if (operand.isEmpty() || Awk.assignsVariable(operand)) {
        if (!operand.isEmpty()) {
          Awk.assign(runtime, operand);
        }
        continue;
      }
      some = true;
      String text = runtime.files().read(operand);
      if (text == null) {
        status = 2;
        continue;
      }
      open(operand, text);
      return true;
    }
    if (some) {
      return false;
    }
    some = true;
    String text = runtime.files().read("-");
    open("", text == null ? "" : text);
    return true;
  }

  private void open(String name, String text) throws NotUnderstood {
    source = new AwkFiles.Source(text);
    runtime.setVariable("FILENAME", Value.of(name));
    runtime.setVariable("FNR", Value.of(0));
  }

  Value getline(Node.Getline getline) throws NotUnderstood {
    Node from = getline.from();
    String record;
    if (from == null) {
      record = nextRecord();
    } else {
      String name = runtime.text(runtime.value(from));
      AwkFiles.Source other = runtime.files().source(name, getline.command());
      if (other == null) {
        return Value.of(-1);
      }
      record = other.next(runtime.text(runtime.variable("RS")));
      if (record != null && getline.command()) {
        count("NR");
      }
    }
    if (record == null) {
      return Value.of(0);
    }
    Node target = getline.target();
    if (target == null) {
      runtime.setRecord(record);
    } else {
      runtime.assign(target, Value.input(record));
    }
    return Value.of(1);
  }

  // ---- statements --------------------------------------------------------------------------

  private Flow run(@Nullable Action action) throws NotUnderstood {
    if (action == null) {
      return Flow.ON;
    }
    runtime.step();
    return switch (action) {
      case Action.Block(List<Action> actions) -> {
        Flow flow = Flow.ON;
        for (int i = 0; i < actions.size() && flow == Flow.ON; i++) {
          flow = run(actions.get(i));
        }
        yield flow;
      }
      case Action.Expression(Node node) -> {
        runtime.value(node);
        yield Flow.ON;
      }
      case Action.Print print -> {
        print(print);
        yield Flow.ON;
      }
      case Action.If(Node condition, Action then, Action otherwise) ->
          runtime.value(condition).truth() ? run(then) : run(otherwise);
      case Action.While loop -> loop(loop);
      case Action.For loop -> loop(loop);
      case Action.ForIn loop -> loop(loop);
      case Action.Delete(String array, List<Node> index) -> {
        if (index == null) {
          runtime.array(array).clear();
        } else {
          runtime.array(array).remove(runtime.subscript(index));
        }
        yield Flow.ON;
      }
      case Action.Jump jump -> jump(jump);
    };
  }

  private Flow jump(Action.Jump jump) throws NotUnderstood {
    Node value = jump.value();
    return switch (jump.word()) {
      case "break" -> Flow.BREAK;
      case "continue" -> Flow.CONTINUE;
      case "next" -> Flow.NEXT;
      case "nextfile" -> Flow.NEXT_FILE;
      case "return" -> {
        result = value == null ? Value.NONE : runtime.value(value);
        yield Flow.RETURN;
      }
      default -> {
        if (value != null) {
          status = (int) runtime.value(value).number() & 0xff;
        }
        yield Flow.EXIT;
      }
    };
  }

  private Flow loop(Action.While loop) throws NotUnderstood {
    boolean first = loop.first();
    while (first || runtime.value(loop.condition()).truth()) {
      first = false;
      Flow flow = run(loop.body());
      if (flow == Flow.BREAK) {
        break;
      }
      if (flow != Flow.ON && flow != Flow.CONTINUE) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow loop(Action.For loop) throws NotUnderstood {
    run(loop.start());
    Node condition = loop.condition();
    while (condition == null || runtime.value(condition).truth()) {
      Flow flow = run(loop.body());
      if (flow == Flow.BREAK) {
        break;
      }
      if (flow != Flow.ON && flow != Flow.CONTINUE) {
        return flow;
      }
      run(loop.step());
    }
    return Flow.ON;
  }

  private Flow loop(Action.ForIn loop) throws NotUnderstood {
    for (String key : new ArrayList<>(runtime.array(loop.array()).keySet())) {
      runtime.setVariable(loop.variable(), Value.input(key));
      Flow flow = run(loop.body());
      if (flow == Flow.BREAK) {
        break;
      }
      if (flow != Flow.ON && flow != Flow.CONTINUE) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private void print(Action.Print print) throws NotUnderstood {
    StringBuilder line = new StringBuilder();
    if (print.format()) {
      line.append(runtime.format(print.nodes()));
    } else {
      String format = runtime.text(runtime.variable("OFMT"));
      String separator = runtime.text(runtime.variable("OFS"));
      for (int i = 0; i < print.nodes().size(); i++) {
        line.append(i > 0 ? separator : "");
        line.append(runtime.value(print.nodes().get(i)).text(format));
      }
      line.append(print.nodes().isEmpty() ? runtime.record() : "");
      line.append(runtime.text(runtime.variable("ORS")));
    }
    Node target = print.target();
    if (target == null) {
      runtime.print(line.toString());
    } else {
      String name = runtime.text(runtime.value(target));
      runtime.files().write(print.mode(), name, line.toString());
    }
  }

  // ---- functions of the program ------------------------------------------------------------

  Value call(String name, List<Node> arguments) throws NotUnderstood {
    Action.Function function = functions.get(name);
    if (function == null || arguments.size() > function.parameters().size()) {
      throw new NotUnderstood("awk: function " + name + " called with too many arguments");
    }
    if (++calls > MOST_CALLS) {
      throw new NotUnderstood("awk: functions nested too deeply");
    }
    List<String> parameters = function.parameters();
    List<@Nullable Value> values = new ArrayList<>();
    List<@Nullable Map<String, Value>> arrays = new ArrayList<>();
    for (Node argument : arguments) {
      boolean untyped =
          argument instanceof Node.Variable variable && runtime.variable(variable.name()).isNone();
      values.add(untyped ? null : runtime.value(argument));
      arrays.add(
          untyped && argument instanceof Node.Variable variable
              ? runtime.array(variable.name())
              : null);
    }
    List<Object[]> saved = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      boolean given = i < values.size();
      saved.add(
          runtime.bind(
              parameters.get(i),
              given ? values.get(i) : null,
              given ? arrays.get(i) : new LinkedHashMap<>()));
    }
    result = Value.NONE;
    Flow flow = run(function.body());
    for (int i = 0; i < parameters.size(); i++) {
      runtime.unbind(parameters.get(i), saved.get(i));
    }
    calls--;
    if (flow == Flow.EXIT || flow == Flow.NEXT) {
      throw new NotUnderstood("awk: exit and next in a function are not modelled");
    }
    Value value = result;
    result = Value.NONE;
    return value;
  }
}
