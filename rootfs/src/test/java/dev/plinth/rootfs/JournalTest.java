package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Origin ORIGIN = new Origin.Generated("test");
  private final Tree tree = new Tree();

  @BeforeEach
  void fill() throws FileSystemException {
    tree.mkdirs("/etc/app", ORIGIN);
    put("/etc/app/one", "1");
    put("/etc/app/two", "2");
    tree.link("/etc/app/one", "/etc/app/twin");
  }

  @Test
  void aFileMadeAndRemovedIsNoChange() throws Exception {
    try (Journal journal = tree.track()) {
      put("/etc/temp", "x");
      tree.remove("/etc/temp");
      tree.write("/etc/app/one", Content.ofRaw("1"), fresh());
      assertThat(journal.changed()).isEmpty();
    }
  }

  @Test
  void everyWayToChangeIsSeen() throws Exception {
    try (Journal journal = tree.track()) {
      put("/etc/new", "n");
      tree.write("/etc/app/one", Content.ofRaw("changed"), fresh());
      tree.change("/etc", true, old -> old.withMode(0700));
      tree.rename("/etc/app", "/etc/moved");
      tree.put("/etc/link", new Symlink(fresh(), "new"));
      tree.removeAll("/etc/moved/two");
      assertThat(journal.changed())
          .containsExactly(
              "/etc",
              "/etc/app",
              "/etc/app/one",
              "/etc/app/twin",
              "/etc/app/two",
              "/etc/link",
              "/etc/moved",
              "/etc/moved/one",
              "/etc/moved/twin",
              "/etc/new");
    }
  }

  @Test
  void rollingBackRestoresContentsAttributesAndHardLinks() throws Exception {
    String before = dump();
    try (Journal journal = tree.track()) {
      tree.write("/etc/app/twin", Content.ofRaw("both"), fresh());
      tree.remove("/etc/app/twin");
      tree.rename("/etc/app", "/srv");
      tree.mkdirs("/etc/app/deep/er", ORIGIN);
      tree.removeAll("/srv");
      journal.rollBack();
      assertThat(journal.changed()).isEmpty();
    }
    assertThat(dump()).isEqualTo(before);
    assertThat(tree.sameFile("/etc/app/one", "/etc/app/twin")).isTrue();
  }

  @Test
  void nothingIsRecordedAfterClosing() throws Exception {
    Journal journal = tree.track();
    journal.close();
    put("/etc/new", "n");
    assertThat(journal.changed()).isEmpty();
  }

  @Test
  void dotDotIsTakenAfterLinksAsTheKernelDoes() throws Exception {
    tree.mkdirs("/srv/data/deep", ORIGIN);
    tree.put("/link", new Symlink(fresh(), "/srv/data/deep"));
    assertThat(tree.canonical("/link/../x", true)).isEqualTo("/srv/data/x");
    Assertions.assertThatThrownBy(() -> tree.canonical("/missing/../etc", true))
        .isInstanceOf(NoSuchFileException.class);
    Assertions.assertThatThrownBy(() -> tree.canonical("/etc/app/one/.", true))
        .isInstanceOf(FileSystemException.class);
  }

  private void put(String path, String text) throws FileSystemException {
    tree.put(path, new RegularFile(fresh(), Content.ofRaw(text)));
  }

  private static Attributes fresh() {
    return Attributes.generated(0644, ORIGIN);
  }

  private String dump() {
    StringBuilder out = new StringBuilder();
    tree.forEach((path, node) ->
        out.append(path)
            .append(' ')
            .append(node.attributes().mode())
            .append(node instanceof RegularFile file ? new String(file.content().bytes()) : "-")
            .append('\n'));
    return out.toString();
  }
}
