package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockDiff;
import dev.plinth.model.Digest;
import dev.plinth.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether a lock still belongs to its spec and to the base image, and what a new one changed. */
final class LockFit {
  private static final int MOST_SHOWN = 5;

  private LockFit() {}

  /** Why the lock does not fit; empty where it does. */
  static Optional<String> misfit(Spec spec, Lock lock, Optional<BaseImage> base) {
    Optional<Digest> locked = lock.base().map(Lock.Base::digest);
    Optional<Digest> now = base.map(BaseImage::digest);
    boolean sameName = lock.base().map(Lock.Base::name).equals(spec.base());
    if (sameName && !locked.equals(now)) {
      return Optional.of(
          "the base "
              + spec.base().orElse("")
              + " changed from "
              + locked.map(Digest::toString).orElse("none")
              + " to "
              + now.map(Digest::toString).orElse("none"));
    }
    if (!lock.spec().equals(spec.deciding())
        || !lock.architectures().keySet().containsAll(spec.architectures())) {
      return Optional.of("the spec asks for other packages or accounts than the lock was made for");
    }
    return Optional.empty();
  }

  /** What to tell of a lock that was made anew. */
  static String remark(String why, Lock before, Lock after) {
    List<LockDiff.Change> changes = LockDiff.between(before, after);
    List<String> shown = new ArrayList<>();
    for (LockDiff.Change change : changes.subList(0, Math.min(MOST_SHOWN, changes.size()))) {
      shown.add(text(change));
    }
    if (changes.size() > MOST_SHOWN) {
      shown.add((changes.size() - MOST_SHOWN) + " more");
    }
    String what = changes.isEmpty() ? "the same packages" : String.join(", ", shown);
    return "the lock was changed, since " + why + ": " + what;
  }

  private static String text(LockDiff.Change change) {
    if (change.before() == null) {
      return change.name() + " " + Objects.requireNonNull(change.after()) + " comes";
    }
    return change.after() == null
        ? change.name() + " " + change.before() + " goes"
        : change.name() + " " + change.before() + " → " + change.after();
  }
}
