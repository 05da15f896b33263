package dev.plinth.spec;

import dev.plinth.model.Location;
import java.util.List;
import java.util.OptionalInt;

/** A user or a group that the spec adds. */
public sealed interface Account {
  String name();

  /** Where it is written, for messages. */
  Location at();

  /**
   * @param id given, or taken from the lock or the next free one
   * @param system whether a free id is taken from the system's range
   */
  record Group(String name, OptionalInt id, boolean system, Location at) implements Account {}

  /**
   * @param group primary group by name; empty for one named like the user
   * @param groups further groups by name
   * @param home absolute path
   * @param createHome whether the directory is made, owned by the user
   */
  record User(
      String name,
      OptionalInt id,
      boolean system,
      String group,
      List<String> groups,
      String home,
      boolean createHome,
      String shell,
      String gecos,
      Location at)
      implements Account {
    /** The home of one whose spec names none. */
    public static final String NO_HOME = "/nonexistent";

    /** The shell likewise. */
    public static final String NO_SHELL = "/usr/sbin/nologin";
  }
}
