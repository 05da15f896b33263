package dev.plinth.solve;

import dev.plinth.pkg.Package;

/** A package that is to be installed, and why. */
public record Choice(Package pkg, Reason reason) {
  @Override
  public String toString() {
    return pkg + " (" + reason + ")";
  }
}
