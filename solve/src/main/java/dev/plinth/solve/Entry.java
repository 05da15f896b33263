package dev.plinth.solve;

import dev.plinth.pkg.Package;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A package name with its versions and what is decided about it so far. */
final class Entry {
  /** What is to be done with a package. */
  enum Mode {
    KEEP,
    INSTALL,
    DELETE
  }

  final Universe universe;
  final String name;

  /** Highest first. */
  final List<Version> versions;

  /** What the base has. */
  final @Nullable Version current;

  /** Every system must have it. */
  final boolean essential;

  private @Nullable Version install;
  private @Nullable Version candidate;
  private @Nullable Boolean important;

  Mode mode = Mode.KEEP;
  boolean isProtected;
  boolean held;

  /** Brought in by another package rather than asked for. */
  boolean automatic;

  /** How the candidate compares to what the base has; 2 where there is nothing to compare. */
  int status;

  /** What {@link #install} and {@link #candidate} were until a time. */
  private @Nullable List<Past> history;

  private record Past(int until, @Nullable Version install, @Nullable Version candidate) {}

  /**
   * @param known the versions that repositories have, best first
   * @param base what the base has
   */
  Entry(Universe universe, String name, List<Package> known, @Nullable Package base) {
    this.universe = universe;
    this.name = name;
    List<Version> all = new ArrayList<>(known.size() + 1);
    Version now = null;
    boolean marked = base != null && base.essential();
    for (Package pkg : known) {
      Version version = new Version(this, pkg, true);
      all.add(version);
      marked |= pkg.essential();
      if (base != null && now == null && base.version().equals(pkg.version())) {
        now = version;
      }
    }
    for (Version version : all) {
      boolean older = base != null && universe.versions.compare(version.text(), base.version()) < 0;
      if (candidate == null && !older) {
        candidate = version;
      }
    }
    if (base != null && now == null) {
      now = new Version(this, base, false);
      all.add(now);
    }
    all.sort((one, other) -> universe.versions.compare(other.text(), one.text()));
    this.versions = all;
    this.current = now;
    this.install = now;
    this.candidate = candidate == null ? now : candidate;
    this.essential = marked || name.equals("apt");
    compare();
  }

  /** Not to be removed by anything but an explicit wish. */
  boolean isImportant() {
    if (important == null) {
      important = universe.isProtected(this);
    }
    return important;
  }

  @Nullable Version install() {
    return install;
  }

  @Nullable Version candidate() {
    return candidate;
  }

  void set(int now, @Nullable Version newInstall, @Nullable Version newCandidate) {
    if (newInstall == install && newCandidate == candidate) {
      return;
    }
    if (history == null) {
      history = new ArrayList<>();
    }
    if (history.isEmpty() || history.getLast().until() < now) {
      history.add(new Past(now, install, candidate));
    }
    install = newInstall;
    candidate = newCandidate;
  }

  /** The version that was chosen at {@code time}. */
  @Nullable Version installAt(int time) {
    Past past = past(time);
    return past == null ? install : past.install();
  }

  /** The version that was the candidate at {@code time}. */
  @Nullable Version candidateAt(int time) {
    Past past = past(time);
    return past == null ? candidate : past.candidate();
  }

  private @Nullable Past past(int time) {
    if (history != null && !history.isEmpty() && history.getLast().until() >= time) {
      for (Past past : history) {
        if (past.until() >= time) {
          return past;
        }
      }
    }
    return null;
  }

  /** Sets {@link #status} anew. */
  void compare() {
    if (current == null || candidate == null) {
      status = 2;
    } else {
      status = Integer.compare(versions.indexOf(current), versions.indexOf(candidate));
    }
  }

  boolean isInstall() {
    return mode == Mode.INSTALL;
  }

  boolean isDelete() {
    return mode == Mode.DELETE;
  }

  boolean isKeep() {
    return mode == Mode.KEEP;
  }

  @Override
  public String toString() {
    return name;
  }
}
