package dev.plinth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example can be read, names its flavour, and tests something by running it. */
class ExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("plinth.root", "."), "examples").toAbsolutePath();

  @TempDir Path copies;

  @Test
  void everyExampleIsRead() throws Exception {
    List<Path> files;
    try (var list = Files.list(EXAMPLES)) {
      files = list.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(files)
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "debian-java.yaml",
            "debian-micro.yaml",
            "debian-minimal.yaml",
            "debian-nginx.yaml",
            "debian-python.yaml",
            "plinth.yaml");
    Path folder = copy();
    for (Path file : files) {
      Path copy = folder.resolve(file.getFileName());
      Spec spec = SpecReader.read(copy);
      assertThat(file.getFileName()).hasToString(spec.name() + ".yaml");
      assertThat(Files.readString(copy)).contains("\nflavour: ");
      assertThat(spec.tests())
          .as(spec.name())
          .anyMatch(test ->
              test instanceof ImageTest.CommandTest || test instanceof ImageTest.ServiceTest);
      assertThat(spec.tests()).extracting(ImageTest::name).doesNotHaveDuplicates();
      for (String variant : SpecReader.variants(copy)) {
        assertThat(SpecReader.read(copy, variant).imageName())
            .isEqualTo(spec.name() + "-" + variant);
      }
    }
  }

  @Test
  void theDebugVariantOfMicroHasAShellAndDoesNotTestThatItHasNone() throws Exception {
    Spec debug = SpecReader.read(copy().resolve("debian-micro.yaml"), "debug");
    assertThat(debug.packages()).extracting(Spec.PackageWish::text).contains("libc6", "bash");
    assertThat(debug.tests())
        .filteredOn(ImageTest.PathTest.class::isInstance)
        .extracting(ImageTest.PathTest.class::cast)
        .filteredOn(test -> test.path().equals("/bin/sh"))
        .singleElement()
        .matches(ImageTest.PathTest::exists);
  }

  /** The examples with what the build of Plinth puts beside them. */
  private Path copy() throws Exception {
    try (var walk = Files.walk(EXAMPLES)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        Path to = copies.resolve("examples").resolve(EXAMPLES.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to);
        }
      }
    }
    for (String made : List.of("plinth.jar", "java/Hello.class")) {
      Path file = copies.resolve("examples/dist").resolve(made);
      Files.createDirectories(file.getParent());
      if (Files.notExists(file)) {
        Files.writeString(file, "what the build makes");
      }
    }
    return copies.resolve("examples");
  }
}
