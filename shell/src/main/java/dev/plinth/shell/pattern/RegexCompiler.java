package dev.plinth.shell.pattern;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.RegexNode.Assertion;
import dev.plinth.shell.pattern.RegexNode.Back;
import dev.plinth.shell.pattern.RegexNode.Char;
import dev.plinth.shell.pattern.RegexNode.Choice;
import dev.plinth.shell.pattern.RegexNode.Group;
import dev.plinth.shell.pattern.RegexNode.Repeat;
import dev.plinth.shell.pattern.RegexNode.Sequence;
import dev.plinth.shell.pattern.RegexNode.Set;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a parsed expression into a program. */
@SuppressWarnings("IfChainToSwitch")
final class RegexCompiler {
  private static final int MOST_CODE = 60_000;

  private final List<BitSet> sets = new ArrayList<>();
  private int[] code = new int[48];
  private int size;
  private boolean hasBack;

  static Program compile(RegexNode node, int groups) throws NotUnderstood {
    RegexCompiler compiler = new RegexCompiler();
    compiler.emit(node);
    compiler.add(Program.MATCH, 0, 0);
    BitSet first = new BitSet(256);
    return new Program(
        Arrays.copyOf(compiler.code, compiler.size),
        compiler.sets,
        groups,
        compiler.hasBack,
        starts(node, first) ? first : null);
  }

  private int add(int operation, int a, int b) throws NotUnderstood {
    if (size + 3 > MOST_CODE) {
      throw new NotUnderstood("a regular expression is too large");
    }
    if (size + 3 > code.length) {
      code = Arrays.copyOf(code, code.length * 2);
    }
    code[size] = operation;
    code[size + 1] = a;
    code[size + 2] = b;
    size += 3;
    return size - 3;
  }

  private void emit(RegexNode node) throws NotUnderstood {
    if (node instanceof Char one) {
      add(Program.CHAR, one.c(), 0);
    } else if (node instanceof Set set) {
      sets.add(set.chars());
      add(Program.SET, sets.size() - 1, 0);
    } else if (node instanceof Assertion assertion) {
      add(assertion.operation(), 0, 0);
    } else if (node instanceof Back back) {
      hasBack = true;
      add(Program.BACK, back.group(), 0);
    } else if (node instanceof Group group) {
      add(Program.SAVE, 2 * group.number(), 0);
      emit(group.body());
      add(Program.SAVE, 2 * group.number() + 1, 0);
    } else if (node instanceof Sequence sequence) {
      for (RegexNode one : sequence.nodes()) {
        emit(one);
      }
    } else if (node instanceof Choice choice) {
      choose(choice.nodes());
    } else if (node instanceof Repeat repeat) {
      repeat(repeat);
    }
  }

  private void choose(List<RegexNode> nodes) throws NotUnderstood {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (i == nodes.size() - 1) {
        emit(nodes.get(i));
      } else {
        int split = add(Program.SPLIT, size + 3, 0);
        emit(nodes.get(i));
        ends.add(add(Program.JUMP, 0, 0));
        code[split + 2] = size;
      }
    }
    for (int end : ends) {
      code[end + 1] = size;
    }
  }

  private void repeat(Repeat repeat) throws NotUnderstood {
    for (int i = 0; i < repeat.least(); i++) {
      emit(repeat.body());
    }
    if (repeat.most() < 0) {
      int split = add(Program.SPLIT, size + 3, 0);
      emit(repeat.body());
      add(Program.JUMP, split, 0);
      code[split + 2] = size;
      return;
    }
    List<Integer> splits = new ArrayList<>();
    for (int i = repeat.least(); i < repeat.most(); i++) {
      splits.add(add(Program.SPLIT, size + 3, 0));
      emit(repeat.body());
    }
    for (int split : splits) {
      code[split + 2] = size;
    }
  }

  /** Collects the chars that a match can begin with; false where it may begin with nothing. */
  private static boolean starts(@Nullable RegexNode node, BitSet first) {
    if (node instanceof Char one) {
      first.set(one.c());
      return true;
    }
    if (node instanceof Set set) {
      first.or(set.chars());
      return true;
    }
    if (node instanceof Group group) {
      return starts(group.body(), first);
    }
    if (node instanceof Sequence sequence) {
      for (RegexNode one : sequence.nodes()) {
        if (starts(one, first)) {
          return true;
        }
        if (one instanceof Back) {
          return false;
        }
      }
      return false;
    }
    if (node instanceof Choice choice) {
      boolean all = true;
      for (RegexNode one : choice.nodes()) {
        all &= starts(one, first);
      }
      return all;
    }
    return node instanceof Repeat repeat && starts(repeat.body(), first) && repeat.least() > 0;
  }
}
