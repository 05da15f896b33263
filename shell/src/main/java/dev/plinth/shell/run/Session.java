package dev.plinth.shell.run;

import dev.plinth.shell.Invocation.Note;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What all shells of one run share: the world, the limits, the notes. */
final class Session {
  private final World world;
  private final List<Note> notes = new ArrayList<>();
  private final List<FileStream> dirty = new ArrayList<>();

  /** Where a library defined a function; those of the script itself are not here. */
  private final IdentityHashMap<Statement.Function, String> libraries = new IdentityHashMap<>();

  private long steps;
  private int depth;

  Session(World world) {
    this.world = world;
  }

  World world() {
    return world;
  }

  IdentityHashMap<Statement.Function, String> libraries() {
    return libraries;
  }

  List<Note> notes() {
    return notes;
  }

  /** Counts one step of work. */
  void step() throws NotUnderstood {
    steps(1);
  }

  void steps(long count) throws NotUnderstood {
    steps += count;
    if (steps > world.limits().steps()) {
      throw new NotUnderstood(
          "it does not end within " + world.limits().steps() + " steps: a loop without end?");
    }
  }

  /** Goes one level deeper; pair it with {@link #leave}. */
  void enter() throws NotUnderstood {
    if (++depth > world.limits().depth()) {
      throw new NotUnderstood("nested more than " + world.limits().depth() + " calls deep");
    }
  }

  void leave() {
    depth--;
  }

  void requireSize(long bytes) throws NotUnderstood {
    if (bytes > world.limits().outputBytes()) {
      throw new NotUnderstood("makes text of more than " + world.limits().outputBytes() + " bytes");
    }
  }

  void dirty(FileStream stream) {
    dirty.add(stream);
  }

  /** Writes what is kept back; whoever looks at the tree calls it first. */
  void flush() throws NotUnderstood {
    if (!dirty.isEmpty()) {
      List<FileStream> todo = List.copyOf(dirty);
      dirty.clear();
      for (FileStream stream : todo) {
        stream.flush();
      }
    }
  }
}
