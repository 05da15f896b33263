package dev.plinth.vuln.life;

/**
 * Where in its life a release is on a day.
 *
 * @param phase which part
 * @param cycle the dates
 */
public record LifeStatus(Phase phase, Cycle cycle) {
  /** The parts of a life. */
  public enum Phase {
    SUPPORTED,
    /** The general support has ended; what goes on may be slower, smaller or paid for. */
    EXTENDED,
    /** Nobody fixes anything any more: a finding of its own. */
    ENDED
  }
}
