package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does the same random things to a {@link Tree} and to the kernel's file system. */
class TreeKernelTest {
  @TempDir Path root;

  private static final String[] NAMES = {"a", "b", "c", "..", "."};

  private Random random;
  private final Tree tree = new Tree();

  private String path() {
    StringBuilder path = new StringBuilder();
    int depth = 1 + random.nextInt(4);
    int level = 0;
    for (int i = 0; i < depth; i++) {
      // Never above the root: there the two would differ.
      String name = NAMES[random.nextInt(level > 0 && i < depth - 1 ? 5 : 3)];
      level += name.equals("..") ? -1 : name.equals(".") ? 0 : 1;
      path.append('/').append(name);
    }
    return path.toString();
  }

  private interface Action {
    void run() throws IOException;
  }

  private static boolean works(Action action) {
    try {
      action.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path real(String path) {
    return root.resolve(path.substring(1));
  }

  private void step(int number) {
    String a = path();
    String b = path();
    String what;
    boolean tree;
    boolean kernel;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        what = "mkdir " + a;
        kernel = works(() -> Files.createDirectory(real(a)));
        tree = this.tree.lstat(a).isEmpty() && works(() -> this.tree.put(a, TreeTest.directory()));
      }
      case 2 -> {
        what = "write " + a;
        String text = "t" + number;
        kernel = works(() -> Files.writeString(real(a), text));
        tree = works(() -> this.tree.write(a, Content.ofRaw(text), TreeTest.plain(0644)));
      }
      case 3 -> {
        String target = b.substring(1);
        what = "symlink " + target + " at " + a;
        kernel = works(() -> Files.createSymbolicLink(real(a), Path.of(target)));
        tree = this.tree.lstat(a).isEmpty() && works(() -> this.tree.put(a, TreeTest.link(target)));
      }
      case 4 -> {
        what = "link " + a + " to " + b;
        kernel = works(() -> Files.createLink(real(b), real(a)));
        tree = works(() -> this.tree.link(a, b));
      }
      case 5 -> {
        what = "remove " + a;
        kernel = works(() -> Files.delete(real(a)));
        tree = works(() -> this.tree.remove(a));
      }
      case 6 -> {
        what = "rename " + a + " to " + b;
        kernel = works(() -> Files.move(real(a), real(b), StandardCopyOption.ATOMIC_MOVE));
        tree = works(() -> this.tree.rename(a, b));
      }
      default -> {
        what = "resolve " + a;
        kernel = Files.exists(real(a));
        tree = this.tree.stat(a).isPresent();
        if (kernel && tree) {
          assertThat(
                  works(() ->
                      assertThat(
                              root.toRealPath().resolve(this.tree.canonical(a, true).substring(1)))
                          .isEqualTo(real(a).toRealPath())))
              .isTrue();
        }
      }
    }
    assertThat(tree).as(number + ": " + what).isEqualTo(kernel);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsTheKernel(long seed) throws IOException {
    random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      step(i);
    }
    assertThat(ours()).isEqualTo(kernels());
    assertThat(ours().size()).isGreaterThan(3);
  }

  private Map<String, String> ours() {
    Map<String, String> all = new TreeMap<>();
    tree.forEach((path, node) ->
        all.put(
            path,
            switch (node) {
              case Node.Directory d -> "directory";
              case Node.Symlink link -> "-> " + link.target();
              case Node.RegularFile file ->
                  new String(file.content().bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
              case Node.Special special -> "special";
            }));
    return all;
  }

  private Map<String, String> kernels() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (var walk = Files.walk(root)) {
      for (Path path : walk.toList()) {
        String name = "/" + root.relativize(path);
        all.put(
            name,
            Optional.of(path)
                    .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .isPresent()
                ? "directory"
                : Files.isSymbolicLink(path)
                    ? "-> " + Files.readSymbolicLink(path)
                    : Files.readString(path));
      }
    }
    return all;
  }
}
