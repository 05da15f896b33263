package dev.plinth.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Decoders for several threads; each is lent to one at a time. */
final class Inflaters implements AutoCloseable {
  private final Deque<MemberInflater> idle = new ArrayDeque<>();

  private Inflaters(MemberInflater first) {
    idle.add(first);
  }

  /** Empty where this machine has none. */
  static Optional<Inflaters> open() {
    return MemberInflater.open().map(Inflaters::new);
  }

  synchronized MemberInflater take() {
    MemberInflater free = idle.poll();
    return free != null ? free : MemberInflater.open().orElseThrow();
  }

  synchronized void giveBack(MemberInflater inflater) {
    idle.push(inflater);
  }

  /** Nobody may hold one any more. */
  @Override
  public synchronized void close() {
    idle.forEach(MemberInflater::close);
    idle.clear();
  }
}
