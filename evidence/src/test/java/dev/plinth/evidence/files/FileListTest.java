package dev.plinth.evidence.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.archive.TarEntry;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileListTest {
  private static final Platform PLATFORM = new Platform("linux", "amd64");

  private static ListedFile file(String path, String content, String from) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new ListedFile(
        path,
        TarEntry.Type.FILE,
        0644,
        0,
        0,
        bytes.length,
        1_700_000_000,
        Optional.of(Digest.of(bytes)),
        "",
        new TreeMap<>(),
        from);
  }

  private static ListedFile other(String path, TarEntry.Type type, String link) {
    return new ListedFile(
        path, type, 0755, 1, 2, 0, 5, Optional.empty(), link, new TreeMap<>(), "");
  }

  private static ListedLayer layer(int depth, ListedFile... files) {
    Digest digest = Digest.of("layer " + depth + files.length);
    return new ListedLayer(digest, Digest.of("tar " + depth), "name", depth, List.of(files));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    TreeMap<String, String> xattrs = new TreeMap<>();
    xattrs.put("security.capability", "0100000200200000");
    ListedFile capable =
        new ListedFile(
            "/bin/ping",
            TarEntry.Type.FILE,
            04755,
            4_294_967_295L,
            7,
            3,
            9,
            Optional.of(Digest.of("abc")),
            "",
            xattrs,
            "package iputils-ping");
    FileList list =
        new FileList(
            PLATFORM,
            List.of(
                layer(1, other("/lib", TarEntry.Type.SYMLINK, "usr/lib")),
                layer(
                    0,
                    capable,
                    file("/usr/share/na\u00c3\u00afve", "x", "generated spec"),
                    file("/usr/share/\u00ff\u00fe not UTF-8", "", ""),
                    other("/a", TarEntry.Type.HARD_LINK, "/bin/ping"))));
    byte[] text = JsonText.write(FileListJson.write(list));
    FileList read = FileListJson.read(JsonText.readObject(text, "the list"));
    assertThat(read).isEqualTo(list);
    assertThat(JsonText.write(FileListJson.write(read))).isEqualTo(text);
    assertThat(new String(text, StandardCharsets.UTF_8)).contains("naïve").contains("rawPath");
  }

  @Test
  void whatIsNoListIsRefusedByName() {
    for (String bad :
        List.of(
            "{\"platform\":\"linux/amd64\",\"layers\":[{\"digest\":\"sha256:0\",\"diffId\":\"\"}]}",
            "{\"platform\":\"linux/amd64\",\"layers\":7}",
            layerOf("{\"path\":\"/a\",\"type\":\"door\",\"mode\":\"0644\"}"),
            layerOf("{\"path\":\"/a\",\"type\":\"file\",\"mode\":\"9644\"}"),
            layerOf("{\"path\":\"/a\",\"type\":\"file\",\"mode\":\"0644\",\"sha256\":\"zz\"}"),
            layerOf("{\"rawPath\":\"0g\",\"type\":\"file\",\"mode\":\"0644\"}"),
            layerOf("{\"type\":\"file\",\"mode\":\"0644\"}"))) {
      byte[] text = bad.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> FileListJson.read(JsonText.readObject(text, "the list")))
          .as(bad)
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("list");
    }
  }

  private static String layerOf(String file) {
    String digest = Digest.of("x").toString();
    return "{\"platform\":\"linux/amd64\",\"layers\":[{\"digest\":\"%s\",\"diffId\":\"%s\",\"files\":[%s]}]}"
        .formatted(digest, digest, file);
  }

  @Test
  void theTopmostEntryThatNothingHidesIsFound() {
    FileList list =
        new FileList(
            PLATFORM,
            List.of(
                layer(
                    1,
                    other("/etc", TarEntry.Type.DIRECTORY, ""),
                    file("/etc/a", "old", "package a"),
                    file("/etc/gone", "x", "package a"),
                    file("/opt/d/x", "x", ""),
                    file("/opt/e/x", "x", "")),
                layer(
                    0,
                    file("/etc/a", "new", "package b"),
                    file("/etc/.wh.gone", "", ""),
                    file("/opt/d/.wh..wh..opq", "", ""),
                    file("/opt/d/y", "y", ""),
                    file("/opt/e", "now a file", ""))));
    assertThat(list.find("/etc/a").orElseThrow().file().from()).isEqualTo("package b");
    assertThat(list.find("/etc/gone")).isEmpty();
    assertThat(list.find("/opt/d/x")).isEmpty();
    assertThat(list.find("/opt/d/y")).isPresent();
    assertThat(list.find("/opt/e/x")).isEmpty();
    assertThat(list.find("/nowhere")).isEmpty();
    assertThat(list.visible().keySet())
        .containsExactlyInAnyOrder("/etc", "/etc/a", "/opt/d/y", "/opt/e");
    for (String path : list.visible().keySet()) {
      assertThat(list.find(path).orElseThrow()).isEqualTo(list.visible().get(path));
    }
  }

  @Test
  void everyAttributeThatDiffersIsNamed() {
    ListedFile one = file("/a", "content", "package a");
    ListedLayer listed = layer(0, one, file("/b", "b", ""));
    assertThat(FileListCheck.differences(listed, layer(0, one.from(""), file("/b", "b", ""))))
        .isEmpty();
    TreeMap<String, String> xattrs = new TreeMap<>();
    xattrs.put("user.x", "00");
    List<ListedFile> changed =
        List.of(
            file("/a", "Content", ""),
            new ListedFile(
                "/a",
                TarEntry.Type.FILE,
                04644,
                0,
                0,
                7,
                one.mtime(),
                one.sha256(),
                "",
                xattrs,
                ""),
            new ListedFile(
                "/a", TarEntry.Type.FILE, 0644, 5, 0, 7, one.mtime(), one.sha256(), "", xattrs, ""),
            new ListedFile(
                "/a", TarEntry.Type.FILE, 0644, 0, 0, 7, 1, one.sha256(), "", xattrs, ""),
            other("/a", TarEntry.Type.SYMLINK, "b"));
    List<List<String>> words =
        List.of(
            List.of("content"),
            List.of("mode is 4644", "0644"),
            List.of("owner is 5:0"),
            List.of("time is 1"),
            List.of("type is symlink", "link is b"));
    for (int i = 0; i < changed.size(); i++) {
      List<String> found =
          FileListCheck.differences(listed, layer(0, changed.get(i), file("/b", "b", "")));
      assertThat(found).hasSize(1);
      assertThat(found.getFirst()).startsWith("/a: ").contains(words.get(i));
    }
    assertThat(FileListCheck.differences(List.of(one), List.of(one, one)))
        .containsExactly("/a is in the layer twice");
    assertThat(FileListCheck.differences(List.of(one), List.of()))
        .containsExactly("/a is in the list and not in the layer");
    assertThat(FileListCheck.differences(List.of(), List.of(one)))
        .containsExactly("/a is in the layer and not in the list");
  }
}
