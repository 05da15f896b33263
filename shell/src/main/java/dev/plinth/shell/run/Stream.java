package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;

/** What a file descriptor leads to; shared by all that it was duplicated to. */
abstract class Stream {
  /** The next byte, or -1 at the end. */
  abstract int read() throws NotUnderstood;

  /** All that is left. */
  String rest() throws NotUnderstood {
    StringBuilder all = new StringBuilder();
    for (int c = read(); c >= 0; c = read()) {
      all.append((char) c);
    }
    return all.toString();
  }

  abstract void write(String text) throws NotUnderstood;

  boolean writable() {
    return true;
  }

  boolean readable() {
    return true;
  }

  /** {@code /dev/null}. */
  static final class Null extends Stream {
    @Override
    int read() {
      return -1;
    }

    @Override
    void write(String text) {}
  }

  /** Text to read: a here-document, the output of a pipeline's stage before. */
  static final class Input extends Stream {
    private final String text;
    private int at;

    Input(String text) {
      this.text = text;
    }

    @Override
    int read() {
      return at < text.length() ? text.charAt(at++) : -1;
    }

    @Override
    String rest() {
      String rest = text.substring(at);
      at = text.length();
      return rest;
    }

    @Override
    void write(String more) throws NotUnderstood {
      throw new NotUnderstood("writing to a pipe's end for reading is not modelled");
    }

    @Override
    boolean writable() {
      return false;
    }
  }

  /** Collects what is written. */
  static final class Output extends Stream {
    private final StringBuilder text = new StringBuilder();
    private final Session session;

    Output(Session session) {
      this.session = session;
    }

    @Override
    int read() {
      return -1;
    }

    @Override
    boolean readable() {
      return false;
    }

    @Override
    void write(String more) throws NotUnderstood {
      session.requireSize(text.length() + (long) more.length());
      text.append(more);
    }

    String text() {
      return text.toString();
    }
  }
}
