package dev.plinth.rootfs.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static List<Layer> split(Tree tree, Strategy strategy) {
    return Layers.split(tree, Optional.empty(), strategy, Map.of(), Build.EPOCH);
  }

  private static List<Layer> over(Tree base, Tree tree) {
    return Layers.split(tree, Optional.of(base), new Strategy.Single(), Map.of(), Build.EPOCH);
  }

  private static LayerEntry entry(List<Layer> layers, String path) {
    return layers.stream()
        .flatMap(layer -> layer.parts().stream())
        .flatMap(part -> part.entries().stream())
        .filter(entry -> entry.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneLayerHasDirectoriesPackagesAndGenerated() throws Exception {
    Build build = new Build();
    build.file("/usr/bin/b", "beta", "b").file("/usr/bin/a", "alpha", "a");
    build.file("/etc/made", "", "x").dir("/var", "beta");
    List<Layer> layers = split(build.tree, new Strategy.Single());
    assertThat(layers).hasSize(1);
    assertThat(layers.getFirst().packages()).containsExactly("alpha", "beta");
    assertThat(Build.parts(layers.getFirst()))
        .containsExactly(
            "directories:[/, /etc, /usr, /usr/bin, /var]",
            "package alpha:[/usr/bin/a]",
            "package beta:[/usr/bin/b]",
            "generated:[/etc/made]");
  }

  @Test
  void timesAreClampedAndGeneratedTakesTheNewest() throws Exception {
    Build build = new Build();
    build.file("/a/late", Build.by("p", 0644, 5000), Content.ofRaw("1"));
    build.file("/b/early", Build.by("q", 0644, 300), Content.ofRaw("2"));
    build.file("/b/c/earlier", Build.by("q", 0644, 200), Content.ofRaw("3"));
    build.file("/b/own", Build.by("q", 0644, Attributes.GENERATED), Content.ofRaw("4"));
    build.file("/g", "", "5").dir("/empty", "q");
    List<Layer> layers = split(build.tree, new Strategy.Single());
    assertThat(entry(layers, "/a/late").mtime()).isEqualTo(1000);
    assertThat(entry(layers, "/g").mtime()).isEqualTo(1000);
    assertThat(entry(layers, "/").mtime()).isEqualTo(1000);
    assertThat(entry(layers, "/b").mtime()).isEqualTo(300);
    assertThat(entry(layers, "/b/c").mtime()).isEqualTo(200);
    assertThat(entry(layers, "/b/own").mtime()).as("its package's newest").isEqualTo(300);
    assertThat(entry(layers, "/empty").mtime()).isEqualTo(10);
    List<Layer> byOrigin = split(build.tree, new Strategy.ByOrigin(9));
    assertThat(entry(byOrigin.subList(byOrigin.size() - 1, byOrigin.size()), "/g").mtime())
        .as("a layer with nothing else")
        .isEqualTo(1000);
  }

  @Test
  void hardLinksStayWithTheirTarget() throws Exception {
    Build build = new Build().file("/z/f", "p", "x").dir("/a", "q");
    build.tree.link("/z/f", "/a/l");
    build.tree.link("/z/f", "/z/m");
    List<Layer> layers = split(build.tree, new Strategy.ByOrigin(5));
    Layer layer = layers.stream().filter(l -> l.packages().contains("p")).findFirst().orElseThrow();
    assertThat(Build.parts(layer)).contains("package p:[/a/l, /z/f, /z/m]");
    assertThat(entry(layers, "/a/l").hardLinkTo()).isNull();
    assertThat(entry(layers, "/z/f").hardLinkTo()).isEqualTo("/a/l");
    assertThat(entry(layers, "/z/m").toTar().linkName()).isEqualTo("a/l");
  }

  @Test
  void onlyDifferencesAreWrittenOverABase() throws Exception {
    Build base = new Build();
    base.file("/etc/same", "p", "s").file("/etc/changed", "p", "1").file("/etc/mode", "p", "m");
    base.file("/etc/gone", "p", "g").file("/opt/a", "p", "a").file("/opt/b", "p", "b");
    base.file("/opt/c/d", "p", "d").file("/usr/kind", "p", "k").file("/usr/dir/x", "p", "x");
    base.file("/same/time", "", "t");
    Build now = new Build(base.tree.copy());
    now.file("/etc/changed", "p", "2").file("/new/f", "q", "n");
    now.tree.change("/etc/mode", false, a -> a.withMode(04755));
    now.tree.remove("/etc/gone");
    now.tree.removeAll("/opt/a");
    now.tree.removeAll("/opt/b");
    now.tree.removeAll("/opt/c");
    now.tree.remove("/usr/kind");
    now.dir("/usr/kind", "q");
    now.tree.removeAll("/usr/dir");
    now.file("/usr/dir", "q", "a file now");
    now.file("/same/time", "", "t");
    assertThat(Build.parts(over(base.tree, now.tree).getFirst()))
        .containsExactly(
            "directories:[/, /etc, /new, /opt, /usr, /usr/kind]",
            "removed:[/etc/.wh.gone, /opt/.wh..wh..opq]",
            "package p:[/etc/changed, /etc/mode]",
            "package q:[/new/f, /usr/dir]");
    assertThat(over(base.tree, base.tree.copy())).isEmpty();
  }

  @Test
  void anOpaqueMarkerNeedsThatAllIsGone() throws Exception {
    Build base = new Build().file("/d/a", "p", "").file("/d/b", "p", "").file("/d/c", "p", "");
    Build some = new Build(base.tree.copy());
    some.tree.remove("/d/a");
    some.tree.remove("/d/b");
    assertThat(Build.parts(over(base.tree, some.tree).getFirst()))
        .containsExactly("directories:[/, /d]", "removed:[/d/.wh.a, /d/.wh.b]");
    some.tree.remove("/d/c");
    some.file("/d/new", "p", "n");
    assertThat(Build.parts(over(base.tree, some.tree).getFirst()))
        .containsExactly("directories:[/, /d]", "removed:[/d/.wh..wh..opq]", "package p:[/d/new]");
    Build all = new Build(base.tree.copy());
    all.tree.removeAll("/d");
    assertThat(Build.parts(over(base.tree, all.tree).getFirst()))
        .containsExactly("directories:[/]", "removed:[/.wh.d]");
  }

  @Test
  void aNewNameOfABaseFileBringsTheFile() throws Exception {
    Build base = new Build().file("/a", "p", "x");
    base.tree.link("/a", "/b");
    base.tree.link("/a", "/c");
    Build now = new Build(base.tree.copy());
    now.tree.link("/a", "/d");
    assertThat(Build.parts(over(base.tree, now.tree).getFirst()))
        .containsExactly("directories:[/]", "package p:[/a, /b, /c, /d]");
    Build fewer = new Build(base.tree.copy());
    fewer.tree.remove("/a");
    assertThat(Build.parts(over(base.tree, fewer.tree).getFirst()))
        .containsExactly("directories:[/]", "removed:[/.wh.a]");
  }

  @Test
  void removalsComeFirstAndGeneratedLast() throws Exception {
    Build base = new Build().file("/old/a", "p", "").file("/old/b", "p", "").file("/g", "", "1");
    Build now = new Build(base.tree.copy());
    now.tree.remove("/old/a");
    now.tree.remove("/old/b");
    now.file("/old/new", "q", "n").file("/g", "", "2");
    List<Layer> layers =
        Layers.split(now.tree, Optional.of(base.tree), new Strategy.ByOrigin(5), Map.of(), 1000);
    assertThat(layers.stream().map(Layer::name))
        .containsExactly("removed files", "q", "generated files");
    assertThat(Build.parts(layers.getFirst()))
        .containsExactly("directories:[/, /old]", "removed:[/old/.wh..wh..opq]");
  }

  @Test
  void namesThatWouldHideOthersAreRefused() throws Exception {
    Build build = new Build().file("/etc/.wh.passwd", "p", "");
    assertThatThrownBy(() -> split(build.tree, new Strategy.Single()))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("/etc/.wh.passwd");
  }

  @Test
  void attributesReachTheArchive() throws Exception {
    Build build = new Build();
    Attributes odd =
        Build.by("p", 06751, 5)
            .withOwner(-2, 70000)
            .withXattrs(
                new java.util.TreeMap<>(Map.of("security.capability", new byte[] {1, 0, 2})));
    build.file("/f", odd, Content.ofRaw("x"));
    build.tree.put("/null", new Node.Special(Build.by("p", 0666, 5), 'c', 1, 3));
    List<Layer> layers = split(build.tree, new Strategy.Single());
    var tar = entry(layers, "/f").toTar();
    assertThat(tar.uid()).isEqualTo(4294967294L);
    assertThat(tar.gid()).isEqualTo(70000);
    assertThat(tar.mode()).isEqualTo(06751);
    assertThat(tar.xattrs().get("security.capability")).containsExactly(1, 0, 2);
    assertThat(entry(layers, "/null").toTar().minor()).isEqualTo(3);
  }
}
