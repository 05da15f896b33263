package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.layout.BlobWriter;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.spec.Spec;
import dev.plinth.spec.SpecBundle;
import dev.plinth.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spec of an image, with all its files, among the image's inputs. */
public final class KeptSpec {
  private static final String FOLDER = "spec/";
  private static final String ABOUT = "spec.json";
  private static final long LARGEST_ABOUT = 1 << 20;

  private KeptSpec() {}

  /** Puts the files of a spec into the store; returns them as inputs. */
  static List<Input> keep(Spec spec, LayoutStore store) throws IOException {
    SpecBundle bundle = SpecBundle.of(spec);
    ObjectNode about = JsonMapper.shared().createObjectNode();
    about.put("file", bundle.main());
    about.put("variant", bundle.variant());
    ArrayNode programs = about.putArray("programs");
    ArrayNode folders = about.putArray("folders");
    List<Input> inputs = new ArrayList<>();
    for (Map.Entry<String, SpecBundle.Member> entry : bundle.files().entrySet()) {
      SpecBundle.Member member = entry.getValue();
      if (member.directory()) {
        folders.add(entry.getKey());
        continue;
      }
      if (member.program()) {
        programs.add(entry.getKey());
      }
      try (BlobWriter writer = store.writer(entry.getKey());
          InputStream in = Files.newInputStream(member.path())) {
        in.transferTo(writer);
        Digest digest = writer.finish();
        String path = FOLDER + entry.getKey();
        inputs.add(new Input(path, "application/octet-stream", digest, writer.size()));
      }
    }
    byte[] bytes = JsonMapper.shared().writeValueAsBytes(about);
    String type = "application/vnd.plinth.spec.v1+json";
    inputs.add(new Input(ABOUT, type, store.add(bytes), bytes.length));
    return inputs;
  }

  /** What is done with a spec while its files are there. */
  @FunctionalInterface
  public interface Use<T> {
    T with(Spec spec) throws IOException;
  }

  /**
   * Lays out the files of the spec that an image was built from, reads it, and uses it.
   *
   * @param image digest of its index
   * @param scratch a folder for them, emptied afterwards
   * @return empty where the store has no inputs of the image
   */
  public static <T> Optional<T> use(LayoutStore store, Digest image, Path scratch, Use<T> use)
      throws IOException {
    Optional<InputsManifest> inputs = find(store, image);
    return inputs.isEmpty()
        ? Optional.empty()
        : Optional.of(use(store, inputs.get().inputs(), scratch, use));
  }

  /** The same with inputs that are known already. */
  public static <T> T use(LayoutStore store, List<Input> inputs, Path scratch, Use<T> use)
      throws IOException {
    Files.createDirectories(scratch);
    Path folder = Files.createTempDirectory(scratch, "spec-");
    try {
      return use.with(read(store, inputs, folder));
    } finally {
      delete(folder);
    }
  }

  /** The inputs of an image, the newest where the same image was built from several specs. */
  static Optional<InputsManifest> find(LayoutStore store, Digest image) {
    return store.referrers().of(image).stream()
        .filter(KeptSpec::isInputs)
        .map(descriptor -> InputsManifest.of(store.manifest(descriptor)))
        .filter(found -> found.inputs().stream().anyMatch(input -> input.path().equals(ABOUT)))
        .reduce((_, last) -> last);
  }

  static boolean isInputs(Descriptor descriptor) {
    return descriptor.artifactType().equals(Optional.of(InputsManifest.ARTIFACT_TYPE));
  }

  private static Spec read(LayoutStore store, List<Input> inputs, Path folder) throws IOException {
    JsonNode about = about(store, inputs);
    try {
      lay(store, inputs, about, folder);
    } catch (FileAlreadyExistsException | NoSuchFileException | NotDirectoryException e) {
      throw bad("has names that do not go together: " + e.getMessage());
    }
    return SpecReader.read(
        inside(folder, about.path("file").asString("")), about.path("variant").asString(""));
  }

  private static void lay(LayoutStore store, List<Input> inputs, JsonNode about, Path folder)
      throws IOException {
    for (JsonNode directory : about.path("folders")) {
      Files.createDirectories(inside(folder, directory.asString("")));
    }
    for (Input input : inputs) {
      if (input.path().startsWith(FOLDER)) {
        Path file = inside(folder, input.path().substring(FOLDER.length()));
        Files.createDirectories(file.resolveSibling(""));
        Files.copy(store.verified(input.digest(), input.path()), file);
      }
    }
    for (JsonNode program : about.path("programs")) {
      Files.setPosixFilePermissions(
          inside(folder, program.asString("")), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static JsonNode about(LayoutStore store, List<Input> inputs) throws IOException {
    for (Input input : inputs) {
      if (input.path().equals(ABOUT) && input.size() <= LARGEST_ABOUT) {
        Path blob = store.verified(input.digest(), ABOUT);
        try {
          return JsonMapper.shared().readTree(Files.readAllBytes(blob));
        } catch (JacksonException e) {
          throw bad("has a " + ABOUT + " that is no JSON");
        }
      }
    }
    throw bad("has no usable " + ABOUT);
  }

  /** Inputs may come from elsewhere: a name must not lead out of the folder. */
  private static Path inside(Path folder, String name) {
    if (name.indexOf('\0') >= 0) {
      throw bad("names a file with a zero byte");
    }
    Path path = folder.resolve(name).normalize();
    if (name.isEmpty() || !path.startsWith(folder) || path.equals(folder)) {
      throw bad("names the file '" + name + "', which leads out of its folder");
    }
    return path;
  }

  private static PlinthException bad(String why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, "the kept spec of the image " + why, "build the image again");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
