package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
  private final Tree tree = new Tree();

  static Attributes plain(int mode) {
    return Attributes.generated(mode, new Origin.Packaged("p")).withMtime(5);
  }

  static RegularFile file(String text) {
    return new RegularFile(plain(0644), Content.ofRaw(text));
  }

  static Symlink link(String target) {
    return new Symlink(plain(0777), target);
  }

  static Directory directory() {
    return new Directory(plain(0755));
  }

  private String text(String path) throws FileSystemException {
    return new String(tree.content(path).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void linksOnTheWayAreFollowedAndStayInside() throws Exception {
    tree.put("/usr", directory());
    tree.put("/usr/lib", directory());
    tree.put("/lib", link("usr/lib"));
    tree.put("/out", link("../../../../usr"));
    tree.put("/abs", link("/usr"));
    assertThat(tree.put("/lib/a", file("1"))).isEqualTo("/usr/lib/a");
    assertThat(tree.put("/out/b", file("2"))).isEqualTo("/usr/b");
    assertThat(tree.put("/abs/lib/../c", file("3"))).isEqualTo("/usr/c");
    assertThat(tree.canonical("/lib/../c", false)).isEqualTo("/usr/c");
    assertThat(tree.canonical("/../../lib", true)).isEqualTo("/usr/lib");
    assertThat(text("/abs/lib/a")).isEqualTo("1");
    assertThat(tree.lstat("/lib")).get().isInstanceOf(Symlink.class);
    assertThat(tree.lstat("/lib/")).get().isInstanceOf(Directory.class);
    assertThat(tree.list("/out")).containsExactly("b", "c", "lib");
  }

  @Test
  void loopsAndDeadEndsAreErrors() throws Exception {
    tree.put("/a", link("b"));
    tree.put("/b", link("a"));
    tree.put("/f", file("x"));
    tree.put("/d", link("nowhere"));
    assertThatThrownBy(() -> tree.canonical("/a/x", false))
        .isInstanceOf(FileSystemLoopException.class);
    assertThat(tree.stat("/a")).isEmpty();
    assertThat(tree.lstat("/a")).isPresent();
    assertThatThrownBy(() -> tree.put("/f/x", file(""))).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> tree.put("/no/x", file(""))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> tree.canonical("/no/..", false))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> tree.canonical("/f/..", false))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> tree.canonical("/f/", false))
        .isInstanceOf(NotDirectoryException.class);
    tree.write("/d", Content.ofRaw("made"), plain(0600));
    assertThat(text("/nowhere")).isEqualTo("made");
    tree.put("/new/", directory());
    assertThat(tree.isDirectory("/new")).isTrue();
  }

  @Test
  void aDirectoryIsReplacedByNothingElse() throws Exception {
    tree.put("/d", directory());
    tree.put("/d/f", file("x"));
    assertThatThrownBy(() -> tree.put("/d", file(""))).hasMessageContaining("Is a directory");
    assertThatThrownBy(() -> tree.put("/d/f", directory()))
        .isInstanceOf(FileAlreadyExistsException.class);
    tree.put("/d", new Directory(plain(0700)));
    assertThat(tree.lstat("/d").get().attributes().mode()).isEqualTo(0700);
    assertThat(text("/d/f")).isEqualTo("x");
    assertThatThrownBy(() -> tree.remove("/d")).isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> tree.remove("/")).isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> tree.removeAll("/")).isInstanceOf(DirectoryNotEmptyException.class);
    tree.removeAll("/d");
    tree.removeAll("/d/f/g");
    assertThat(tree.size()).isEqualTo(1);
  }

  @Test
  void hardLinksShareOneFile() throws Exception {
    tree.put("/a", file("one"));
    tree.link("/a", "/b");
    tree.link("/b", "/c");
    tree.write("/c", Content.ofRaw("two"), plain(0600));
    assertThat(text("/a")).isEqualTo("two");
    assertThat(tree.lstat("/a").get().attributes().mode()).isEqualTo(0644);
    tree.change("/b", false, a -> a.withMode(04755));
    assertThat(tree.lstat("/c").get().attributes().mode()).isEqualTo(04755);
    assertThat(tree.hardLinks()).containsExactly(List.of("/a", "/b", "/c"));
    Tree copy = tree.copy();
    tree.put("/a", file("new"));
    assertThat(text("/b")).isEqualTo("two");
    assertThat(tree.hardLinks()).containsExactly(List.of("/b", "/c"));
    copy.write("/a", Content.ofRaw("copy"), plain(0));
    assertThat(copy.sameFile("/a", "/c")).isTrue();
    assertThat(copy.content("/c").bytes()).containsExactly('c', 'o', 'p', 'y');
    assertThat(text("/c")).isEqualTo("two");
    assertThatThrownBy(() -> tree.link("/", "/x")).hasMessageContaining("not allowed");
    assertThatThrownBy(() -> tree.link("/b", "/c")).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void renameMovesWhatIsBelow() throws Exception {
    tree.put("/d", directory());
    tree.put("/d/e", directory());
    tree.put("/d/e/f", file("x"));
    tree.put("/d.sibling", file("s"));
    tree.rename("/d", "/z");
    assertThat(text("/z/e/f")).isEqualTo("x");
    assertThat(tree.lstat("/d")).isEmpty();
    assertThat(text("/d.sibling")).isEqualTo("s");
    assertThatThrownBy(() -> tree.rename("/z", "/z/e/q")).hasMessageContaining("Invalid");
    assertThatThrownBy(() -> tree.rename("/d.sibling", "/z")).hasMessageContaining("directory");
    assertThatThrownBy(() -> tree.rename("/z", "/d.sibling"))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void listsSiblingsThatSortAroundTheSlash() throws Exception {
    for (String name : new String[] {"a", "a-b", "a.b", "a0", "ab", "a!"}) {
      tree.put("/" + name, directory());
      tree.put("/" + name + "/x", file(""));
    }
    assertThat(tree.list("/")).containsExactly("a", "a!", "a-b", "a.b", "a0", "ab");
    List<String> below = new ArrayList<>();
    tree.forEachBelow("/a", (path, node) -> below.add(path));
    assertThat(below).containsExactly("/a", "/a/x");
    tree.removeAll("/a");
    assertThat(tree.list("/")).containsExactly("a!", "a-b", "a.b", "a0", "ab");
  }

  @Test
  void attributesCompareBytes() {
    var one = new java.util.TreeMap<>(java.util.Map.of("x", new byte[] {1}));
    var same = new java.util.TreeMap<>(java.util.Map.of("x", new byte[] {1}));
    var other = new java.util.TreeMap<>(java.util.Map.of("x", new byte[] {2}));
    assertThat(plain(1).withXattrs(one)).isEqualTo(plain(1).withXattrs(same));
    assertThat(plain(1).withXattrs(one)).hasSameHashCodeAs(plain(1).withXattrs(same));
    assertThat(plain(1).withXattrs(one)).isNotEqualTo(plain(1).withXattrs(other));
    assertThatThrownBy(() -> plain(010000)).isInstanceOf(IllegalArgumentException.class);
  }
}
