package dev.plinth.yaml;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A small file in which people decide something: a policy, a list of suppressions. It is one
 * mapping; all that is wrong in it is told at once, as a {@code BAD_INPUT} error.
 */
public final class RuleFile {
  private static final YamlFile.Bounds BOUNDS = new YamlFile.Bounds(4 << 20, 400_000);

  private final String what;
  private final String hint;

  /**
   * @param what a person calls it: {@code policy of licences}
   * @param hint what to do where something is wrong
   */
  public RuleFile(String what, String hint) {
    this.what = what;
    this.hint = hint;
  }

  /** Reads a file. */
  public <T> T read(Path file, Function<Rules, T> reading) {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BOUNDS.bytes() + 1);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no " + what + " " + file, "name a YAML file", e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the " + what + " " + file + " cannot be read: " + e.getMessage(),
          "name a YAML file that you may read",
          e);
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    return read(bytes, new Source(file.toString(), folder), reading);
  }

  /** Reads what a file holds. */
  public <T> T read(byte[] bytes, Source source, Function<Rules, T> reading) {
    Problems problems = new Problems();
    Optional<YamlNode> document = YamlFile.read(bytes, BOUNDS, source, problems);
    problems.throwIfAny(hint);
    YamlNode node = document.orElseThrow();
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          node.at().location() + ": a " + what + " is a mapping, not " + node.kind(),
          hint);
    }
    T read = reading.apply(new Rules(mapping, what, problems));
    problems.throwIfAny(hint);
    return read;
  }
}
