package dev.plinth.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Something that must hold in the image. */
public sealed interface ImageTest {
  /** For the report; made from the content where the spec gives none. */
  String name();

  /**
   * A path of the image.
   *
   * @param exists whether it must, or must not, be there
   * @param type {@code file}, {@code directory} or {@code link}
   * @param contains text that the file must hold
   * @param target of a link
   */
  record PathTest(
      String name,
      String path,
      boolean exists,
      Optional<String> type,
      OptionalInt mode,
      Optional<String> user,
      Optional<String> group,
      Optional<String> contains,
      Optional<String> target)
      implements ImageTest {}

  /** A user that must be there. */
  record UserTest(
      String name, String user, OptionalInt uid, Optional<String> home, Optional<String> shell)
      implements ImageTest {}

  /**
   * A command, run in a sandbox without network.
   *
   * @param arguments program and arguments
   * @param environment added to the image's
   * @param user as in the spec's {@code user}; the image's own where missing
   * @param exit the code it must end with
   * @param output text that standard output must hold
   * @param error text that standard error must hold
   */
  record CommandTest(
      String name,
      List<String> arguments,
      SortedMap<String, String> environment,
      Optional<String> user,
      Optional<String> directory,
      int exit,
      List<String> output,
      List<String> error,
      Duration timeout)
      implements ImageTest {}

  /**
   * A service: started as the image starts (or as {@code arguments} say), it must listen, and
   * answer.
   *
   * @param arguments instead of entrypoint and command; empty for those
   * @param ports TCP ports that must be listened on
   * @param url of the page that must be served, {@code http://127.0.0.1…}; none where missing
   * @param status that the page must have
   * @param body text that it must hold
   */
  record ServiceTest(
      String name,
      List<String> arguments,
      SortedMap<String, String> environment,
      Optional<String> user,
      List<Integer> ports,
      Optional<String> url,
      int status,
      List<String> body,
      Duration timeout)
      implements ImageTest {}
}
