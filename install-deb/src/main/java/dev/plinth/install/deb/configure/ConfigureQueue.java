package dev.plinth.install.deb.configure;

import dev.plinth.install.deb.configure.Dependencies.Answer;
import dev.plinth.install.deb.configure.Dependencies.Judgement;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Stage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * dpkg's queue of packages to configure: round after round, each package as soon as all that it
 * depends on is done; when a round brings nothing, circles are broken, then triggers processed,
 * then order is given up.
 */
final class ConfigureQueue {
  /** What is done to a package when its turn has come. */
  interface Worker {
    void configure(InstalledPackage pkg);

    void process(InstalledPackage pkg);
  }

  /** How far order is given up; each level adds to those before it. */
  private static final int CIRCLES = 2;

  private static final int TRIGGERS = 3;
  private static final int FORCE = 6;

  private final DpkgState state;
  private final Worker worker;
  private final Deque<InstalledPackage> queue = new ArrayDeque<>();
  private final Set<String> wanted = new HashSet<>();
  private final Dependencies dependencies;
  private Optional<InstalledPackage> helpful = Optional.empty();
  private int level = 1;
  private int idle;

  ConfigureQueue(DpkgState state, Worker worker) {
    this.state = state;
    this.worker = worker;
    this.dependencies = new Dependencies(state, wanted);
  }

  /** Configures the packages, and processes triggers of those that have some open. */
  void run(Collection<String> names) {
    for (String name : names) {
      InstalledPackage pkg = state.find(name).orElseThrow();
      if (!queue.contains(pkg)) {
        queue.addLast(pkg);
        wanted.add(pkg.name());
      }
    }
    while (!queue.isEmpty()) {
      InstalledPackage pkg = queue.removeFirst();
      if (idle++ > queue.size() * 3 + 2) {
        level++;
        idle = 0;
      } else if (idle > queue.size() * 2 + 2) {
        if (level >= TRIGGERS && helpful.filter(p -> !p.pendingTriggers().isEmpty()).isPresent()) {
          queue.addLast(pkg);
          pkg = helpful.get();
          helpful = Optional.empty();
        } else {
          level++;
          idle = 0;
        }
      }
      step(pkg);
    }
  }

  private void step(InstalledPackage pkg) {
    if (!pkg.pendingTriggers().isEmpty()) {
      if (level < TRIGGERS) {
        queue.addLast(pkg);
        return;
      }
      if (isReady(pkg)) {
        queue.remove(pkg);
        worker.process(pkg);
      }
    } else if (pkg.stage() == Stage.UNPACKED || pkg.stage() == Stage.HALF_CONFIGURED) {
      if (isReady(pkg)) {
        worker.configure(pkg);
      }
    } else {
      idle = 0;
    }
  }

  /** Else it goes back into the queue. */
  private boolean isReady(InstalledPackage pkg) {
    if (level >= CIRCLES && dependencies.breakCircle(pkg)) {
      idle = 0;
    }
    Judgement judgement = dependencies.judge(pkg, level >= FORCE);
    if (judgement.answer() == Answer.LATER) {
      if (judgement.trigger().isPresent()) {
        helpful = judgement.trigger();
      }
      if (!queue.contains(pkg)) {
        queue.addLast(pkg);
      }
      wanted.add(pkg.name());
      return false;
    }
    idle = 0;
    return true;
  }
}
