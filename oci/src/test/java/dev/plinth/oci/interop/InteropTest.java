package dev.plinth.oci.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Samples;
import dev.plinth.oci.export.Export;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.StoredImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others make of the store and of exports. */
class InteropTest {
  @TempDir Path temp;
  private Path folder;
  private LayoutStore store;
  private Descriptor image;

  @BeforeEach
  void fill() throws Exception {
    folder = temp.resolve("store");
    store = LayoutStore.at(folder);
    Samples.named(store, "other");
    image = Samples.named(store, "debian-micro");
    store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    store.add("an input that is no image".getBytes(StandardCharsets.UTF_8));
  }

  private Digest manifest() {
    return store.index(image).value().manifest(Samples.AMD64).orElseThrow().digest();
  }

  @Test
  void skopeoReadsTheStore() throws Exception {
    Tool skopeo = Tool.named("skopeo");
    String raw = skopeo.run("inspect", "--raw", "oci:" + folder + ":debian-micro");
    assertThat(Digest.of(raw)).isEqualTo(image.digest());
    String config =
        skopeo.run(
            "--override-arch", "amd64", "inspect", "--config", "oci:" + folder + ":debian-micro");
    assertThat(config).contains("SIGQUIT").contains("/bin/hello");
  }

  @Test
  void skopeoCarriesAnImageToARegistryAndBackUnchanged() throws Exception {
    Tool skopeo = Tool.named("skopeo");
    Path back = temp.resolve("back");
    try (Registry registry = Registry.start(temp)) {
      String remote = "docker://" + registry.address() + "/team/debian-micro:1";
      skopeo.run(
          "copy", "--all", "--dest-tls-verify=false", "oci:" + folder + ":debian-micro", remote);
      String raw = skopeo.run("inspect", "--raw", "--tls-verify=false", remote);
      assertThat(Digest.of(raw)).isEqualTo(image.digest());
      skopeo.run("copy", "--all", "--src-tls-verify=false", remote, "oci:" + back + ":again");
    }
    LayoutStore other = LayoutStore.at(back);
    Descriptor again = other.resolve("again").descriptor();
    assertThat(again.digest()).isEqualTo(image.digest());
    assertThat(other.index(again).bytes()).isEqualTo(store.index(image).bytes());
    assertThat(StoreCheck.problems(other, "again")).isEmpty();
  }

  @Test
  void craneValidatesWhatARegistryGotFromTheStore() throws Exception {
    Tool crane = Tool.named("crane");
    try (Registry registry = Registry.start(temp)) {
      String remote = registry.address() + "/team/debian-micro";
      Path layout = temp.resolve("layout");
      Export.of(store, store.resolve("debian-micro")).ociLayout(layout);
      crane.run("push", "--insecure", "--index", layout.toString(), remote + ":all");
      Path one = temp.resolve("one");
      Export.of(store, store.resolve("debian-micro")).only(Samples.AMD64).ociLayout(one);
      crane.run("push", "--insecure", one.toString(), remote + ":amd64");
      assertThat(crane.run("digest", "--insecure", remote + ":amd64").strip())
          .isEqualTo(manifest().toString());
      crane.run("validate", "--insecure", "--remote", remote + ":amd64");
      crane.run("validate", "--insecure", "--remote", remote + ":all");
    }
  }

  @Test
  void skopeoWritesIntoTheStore() throws Exception {
    Tool skopeo = Tool.named("skopeo");
    LayoutStore other = LayoutStore.at(temp.resolve("other"));
    Descriptor foreign = Samples.named(other, "foreign");
    skopeo.run("copy", "--all", "oci:" + other.folder() + ":foreign", "oci:" + folder + ":mine");
    assertThat(store.list())
        .extracting(StoredImage::name)
        .containsExactly("debian-micro", "mine", "other");
    assertThat(store.resolve("mine").descriptor().digest()).isEqualTo(foreign.digest());
    assertThat(store.referrers().of(image.digest())).hasSize(1);
    store.tag("mine-too", foreign);
    assertThat(skopeo.run("inspect", "--raw", "oci:" + folder + ":mine-too")).isNotEmpty();
  }

  @Test
  void umociUnpacksFromTheStoreAndFromAnExport() throws Exception {
    Tool umoci = Tool.named("umoci");
    Path bundle = temp.resolve("bundle");
    store.tag("amd64-only", store.index(image).value().manifest(Samples.AMD64).orElseThrow());
    umoci.run("unpack", "--rootless", "--image", folder + ":amd64-only", bundle.toString());
    assertThat(bundle.resolve("rootfs/base.txt")).hasContent("base.txt of debian-micro");
    assertThat(bundle.resolve("rootfs/app-amd64.txt")).exists();
    Path one = temp.resolve("one");
    Export.of(store, store.resolve("debian-micro")).only(Samples.ARM64).ociLayout(one);
    Path second = temp.resolve("second");
    umoci.run("unpack", "--rootless", "--image", one + ":debian-micro", second.toString());
    assertThat(second.resolve("rootfs/app-arm64.txt")).exists();
  }

  @Test
  void skopeoReadsArchives() throws Exception {
    Tool skopeo = Tool.named("skopeo");
    Path archive = temp.resolve("image.tar");
    Export.of(store, store.resolve("debian-micro")).ociArchive(archive);
    String raw = skopeo.run("inspect", "--raw", "oci-archive:" + archive + ":debian-micro");
    assertThat(Digest.of(raw)).isEqualTo(image.digest());
    Path docker = temp.resolve("docker.tar");
    Export.of(store, store.resolve("debian-micro")).only(Samples.AMD64).dockerArchive(docker);
    String config =
        skopeo.run(
            "inspect", "--raw", "--config", "docker-archive:" + docker + ":debian-micro:latest");
    Descriptor expected = store.manifest(manifestDescriptor()).value().config();
    assertThat(Digest.of(config)).isEqualTo(expected.digest());
    Path copy = temp.resolve("copy");
    skopeo.run("copy", "docker-archive:" + docker, "oci:" + copy + ":it");
    LayoutStore other = LayoutStore.at(copy);
    Descriptor copied = other.resolve("it").descriptor();
    assertThat(StoreCheck.problems(other, "it")).isEmpty();
    assertThat(other.config(other.manifest(copied).value().config()).value().diffIds())
        .isEqualTo(store.config(expected).value().diffIds());
  }

  private Descriptor manifestDescriptor() {
    return store.index(image).value().manifest(Samples.AMD64).orElseThrow();
  }

  @Test
  void craneValidatesTheDockerArchive() throws Exception {
    Tool crane = Tool.named("crane");
    Path docker = temp.resolve("docker.tar");
    Export.of(store, store.resolve("debian-micro")).only(Samples.AMD64).dockerArchive(docker);
    assertThat(crane.run("validate", "--tarball", docker.toString())).contains("PASS");
  }

  @Test
  void orasCarriesAnImageWithItsEvidence() throws Exception {
    Tool oras = Tool.named("oras");
    Path copy = temp.resolve("copy");
    oras.run(
        "cp", "-r", "--from-oci-layout", folder + ":debian-micro", "--to-oci-layout", copy + ":it");
    LayoutStore other = LayoutStore.at(copy);
    assertThat(other.resolve("it").descriptor().digest()).isEqualTo(image.digest());
    assertThat(StoreCheck.problems(other, "it")).isEmpty();
    assertThat(other.referrers().of(image.digest()))
        .extracting(Descriptor::digest)
        .isEqualTo(store.referrers().of(image.digest()).stream().map(Descriptor::digest).toList());
    // And into the store, beside what is there.
    oras.run(
        "cp", "-r", "--from-oci-layout", copy + ":it", "--to-oci-layout", folder + ":from-oras");
    assertThat(store.resolve("from-oras").descriptor().digest()).isEqualTo(image.digest());
    assertThat(store.resolve("debian-micro").descriptor().digest()).isEqualTo(image.digest());
    assertThat(store.referrers().of(image.digest())).hasSize(1);
  }

  @Test
  void podmanLoadsTheArchives() throws Exception {
    Tool podman = Tool.named("podman");
    Path policy =
        Files.writeString(
            temp.resolve("policy.json"), "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
    Export export = Export.of(store, store.resolve("debian-micro")).only(Samples.AMD64);
    Path docker = temp.resolve("docker.tar");
    export.dockerArchive(docker);
    Path oci = temp.resolve("oci.tar");
    export.ociArchive(oci);
    for (Path archive : List.of(docker, oci)) {
      String[] where = {
        "--root=" + temp.resolve("podman"),
        "--runroot=" + temp.resolve("podman-run"),
        "--storage-driver=vfs",
        "--events-backend=none",
      };
      String loaded =
          podman.run(with(where, "load", "--signature-policy=" + policy, "-i", archive.toString()));
      assertThat(loaded).contains("localhost/debian-micro:latest");
      assertThat(podman.run(with(where, "image", "inspect", "debian-micro", "-f", "{{.Id}}")))
          .contains(store.manifest(manifestDescriptor()).value().config().digest().hex());
    }
  }

  private static String[] with(String[] first, String... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  @Test
  void syftTakesTheExports() throws Exception {
    Tool syft = Tool.named("syft");
    Export export = Export.of(store, store.resolve("debian-micro")).only(Samples.AMD64);
    Path layout = temp.resolve("layout");
    export.ociLayout(layout);
    assertThat(syft.run("-q", "-o", "json", "oci-dir:" + layout)).contains(manifest().toString());
    Path archive = temp.resolve("image.tar");
    export.ociArchive(archive);
    assertThat(syft.run("-q", "-o", "json", "oci-archive:" + archive))
        .contains(manifest().toString());
    Path docker = temp.resolve("docker.tar");
    export.dockerArchive(docker);
    assertThat(syft.run("-q", "-o", "json", "docker-archive:" + docker)).contains("debian-micro");
  }
}
