package dev.plinth.spec;

import dev.plinth.model.Location;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file, or a folder with all in it, that is copied from beside the spec. {@link SourceFiles}
 * lists what that is.
 *
 * @param source on this machine, checked to lie beside or below the spec; {@code {architecture}} in
 *     it stands for the image's: ask {@link #forArchitecture} before reading
 * @param folder of the spec that names it: nothing outside is read, whatever links say
 * @param destination absolute path in the image; with a slash at its end a file goes into it
 * @param mode of files; that of the source (0755 where executable, else 0644) where missing
 * @param owner of files, and of folders that were not there before; root where missing
 * @param at where the source is written, for messages
 */
public record FileRule(
    Path source,
    Path folder,
    String destination,
    OptionalInt mode,
    Optional<PathRule.Owner> owner,
    Location at) {
  /** What stands for the architecture in a source. */
  public static final String ARCHITECTURE = "{architecture}";

  /** The same rule with the source for one architecture, as the distribution names it. */
  public FileRule forArchitecture(String architecture) {
    String text = source.toString();
    return text.contains(ARCHITECTURE)
        ? new FileRule(
            Path.of(text.replace(ARCHITECTURE, architecture)), folder, destination, mode, owner, at)
        : this;
  }
}
