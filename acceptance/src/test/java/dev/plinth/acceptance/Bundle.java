package dev.plinth.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An image that umoci has unpacked, with the configuration that runc takes. */
final class Bundle {
  private final Path folder;
  private final ObjectNode imageConfig;
  private int runs;

  private Bundle(Path folder) {
    this.folder = folder;
    try {
      String text = Files.readString(folder.resolve("config.json"));
      this.imageConfig = (ObjectNode) JsonMapper.shared().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param image {@code LAYOUT:NAME}
   */
  static Bundle unpack(String image, Path folder) {
    assumeTrue(Machine.has("umoci"), "umoci is not installed");
    assumeTrue(Machine.isRoot(), "not root: images are unpacked with their owners");
    try {
      Files.createDirectories(folder.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Machine.run("umoci", "unpack", "--image", image, folder.toString());
    return new Bundle(folder);
  }

  Path root() {
    return folder.resolve("rootfs");
  }

  /** Puts a file or folder of the host into the root, as a mount would. */
  Bundle put(Path source, String to) {
    Path target = root().resolve(to);
    try {
      Files.createDirectories(target.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Machine.run("cp", "-rT", source.toString(), target.toString());
    Machine.run("chmod", "-R", "a+rX", target.toString());
    return this;
  }

  /** What the image runs by itself. */
  List<String> words() {
    return imageConfig.at("/process/args").values().stream().map(JsonNode::asString).toList();
  }

  /** Runs {@code words} with everything else as the image says; output and exit code. */
  PlinthProcess.Result run(List<String> words, String... environment) {
    assumeTrue(Machine.has("runc"), "runc is not installed");
    configure(words, environment);
    return Machine.attempt(folder, command("run", id()));
  }

  /** Starts what the image starts by itself; it goes with {@link Running#close}. */
  Running start() {
    assumeTrue(Machine.has("runc"), "runc is not installed");
    configure(words());
    String id = id();
    Machine.run(folder, command("run", "--detach", "--pid-file", "pid", id));
    return new Running(id);
  }

  /** A container that goes on. */
  final class Running implements AutoCloseable {
    private final String id;

    private Running(String id) {
      this.id = id;
    }

    /** Runs a program of the host in the container's network, where it has only loopback. */
    PlinthProcess.Result inNetwork(String... words) throws IOException {
      String pid = Files.readString(folder.resolve("pid")).strip();
      String[] line = new String[words.length + 4];
      System.arraycopy(new String[] {"nsenter", "-t", pid, "-n"}, 0, line, 0, 4);
      System.arraycopy(words, 0, line, 4, words.length);
      return Machine.attempt(folder, line);
    }

    void signal(String name) {
      Machine.run(folder, command("kill", id, name));
    }

    /** {@code running}, {@code stopped}. */
    String status() {
      String state = Machine.run(folder, command("state", id));
      return JsonMapper.shared().readTree(state).get("status").asString();
    }

    @Override
    public void close() {
      Machine.run(folder, command("delete", "--force", id));
    }
  }

  /** Unlike that of any other container on this machine: control groups are named by it. */
  private String id() {
    return folder.getParent().getParent().getFileName() + "-" + folder.getFileName() + "-" + runs++;
  }

  private String[] command(String... words) {
    String[] line = new String[words.length + 3];
    System.arraycopy(new String[] {"runc", "--root", folder + "/state"}, 0, line, 0, 3);
    System.arraycopy(words, 0, line, 3, words.length);
    return line;
  }

  private void configure(List<String> words, String... environment) {
    ObjectNode config = imageConfig.deepCopy();
    ObjectNode process = (ObjectNode) config.get("process");
    process.put("terminal", false);
    // umoci asks for more open files than a host may allow.
    process.remove("rlimits");
    process.remove("args");
    words.forEach(process.putArray("args")::add);
    List.of(environment).forEach(process.withArray("env")::add);
    try {
      Files.writeString(folder.resolve("config.json"), config.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
