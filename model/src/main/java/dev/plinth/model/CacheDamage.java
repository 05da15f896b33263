package dev.plinth.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was kept in a cache and no longer has its digest. Nobody but Plinth writes there, so it is
 * told, not papered over; what is merely missing, empty or cut short (a disk that lost power) is
 * made again.
 */
public final class CacheDamage {
  private CacheDamage() {}

  /**
   * Throws the files away, so that the next attempt makes them anew.
   *
   * @param what names the thing: {@code the unpacked package libc6=2.36-9}
   * @return a {@code VERIFICATION} error to be thrown
   */
  public static PlinthException found(String what, Path... files) {
    String where = files[0].toString();
    String hint = "it was thrown away: run the same command again, and it is made anew";
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      hint = "remove " + where + " and run the same command again: it is made anew";
    }
    return new PlinthException(
        ErrorCode.VERIFICATION,
        what + " was changed in the cache: " + where + " does not have its digest any more",
        hint);
  }
}
