package dev.plinth.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private static final Digest D = Digest.of("x");
  private static final Descriptor CONFIG = Descriptor.of(MediaType.CONFIG, D, 7);
  private static final Descriptor LAYER = Descriptor.of(MediaType.LAYER_GZIP, D, 9);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void manifestIsWrittenInTheOrderOfTheSpecification() {
    ImageManifest manifest =
        ImageManifest.of(CONFIG, List.of(LAYER), new TreeMap<>(Map.of("b", "2", "a", "1")));
    assertThat(new String(manifest.toDocument().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                + "\"digest\":\"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\","
                + "\"size\":7},"
                + "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\","
                + "\"digest\":\"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\","
                + "\"size\":9}],\"annotations\":{\"a\":\"1\",\"b\":\"2\"}}");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ImageManifest manifest =
        new ImageManifest(
            MediaType.MANIFEST,
            Optional.of("application/x.test"),
            CONFIG,
            List.of(LAYER.withAnnotations(Map.of("k", "v")).withArtifactType("a/b")),
            Optional.of(Descriptor.of(MediaType.INDEX, D, 3)),
            new TreeMap<>(Map.of("é", "\"\\\n")));
    assertThat(ImageManifest.parse(manifest.toDocument().bytes(), "m").value()).isEqualTo(manifest);

    ImageIndex index = ImageIndex.of(List.of(LAYER.withPlatform(Samples.ARM64)));
    assertThat(ImageIndex.parse(index.toDocument().bytes(), "i").value()).isEqualTo(index);

    ImageConfig config =
        ImageConfig.of(
            Samples.ARM64,
            Samples.EPOCH,
            Samples.runtime(),
            List.of(D),
            List.of(
                History.of(Samples.EPOCH, "one"),
                new History(Optional.empty(), "two", "me", "why", true)));
    assertThat(ImageConfig.parse(config.toDocument().bytes(), "c").value()).isEqualTo(config);
    assertThat(config.toDocument().bytes()).isEqualTo(config.toDocument().bytes());
  }

  @Test
  void configHasTheNamesOfTheSpecification() {
    ImageConfig config =
        ImageConfig.of(
            Samples.ARM64,
            Samples.EPOCH,
            Samples.runtime(),
            List.of(D),
            List.of(History.of(Samples.EPOCH, "one")));
    assertThat(new String(config.toDocument().bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"created\":\"2024-05-06T07:08:09Z\",\"architecture\":\"arm64\",\"variant\":\"v8\","
                + "\"os\":\"linux\",\"config\":{\"User\":\"65534:65534\","
                + "\"ExposedPorts\":{\"53/udp\":{},\"80/tcp\":{}},"
                + "\"Env\":[\"PATH=/usr/bin\",\"LANG=C.UTF-8\"],\"Entrypoint\":[\"/bin/hello\"],"
                + "\"Cmd\":[\"--greet\",\"wörld\"],\"Volumes\":{\"/data\":{}},"
                + "\"WorkingDir\":\"/srv\","
                + "\"Labels\":{\"org.opencontainers.image.title\":\"hello\"},"
                + "\"StopSignal\":\"SIGQUIT\",\"Healthcheck\":{\"Test\":[\"NONE\"]}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + "\"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"]},"
                + "\"history\":[{\"created\":\"2024-05-06T07:08:09Z\",\"created_by\":\"one\"}]}");
  }

  @Test
  void nullsOfGoCountAsAbsent() {
    ImageConfig config =
        ImageConfig.parse(
                utf8(
                    "{\"architecture\":\"\",\"os\":\"\",\"created\":null,\"config\":{\"Env\":null,"
                        + "\"Cmd\":null,\"Volumes\":null,\"Labels\":null,\"OnBuild\":null},"
                        + "\"history\":null,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":null}}"),
                "c")
            .value();
    assertThat(config.runtime()).isEqualTo(RuntimeConfig.NONE);
    assertThat(config.platform()).isEqualTo(new Platform("unknown", "unknown"));
    assertThat(config.diffIds()).isEmpty();
  }

  @Test
  void documentsKeepTheirBytes() {
    byte[] odd =
        utf8(
            " {\"layers\" : [], \"x-unknown\":[{}], \"schemaVersion\":2,\n \"config\":"
                + "{\"size\":0,\"digest\":\"sha256:"
                + D.hex()
                + "\",\"mediaType\":\"a/b\"}}");
    Document<ImageManifest> document = ImageManifest.parse(odd, MediaType.DOCKER_MANIFEST, "m");
    assertThat(document.bytes()).isEqualTo(odd);
    assertThat(document.digest()).isEqualTo(Digest.of(odd));
    assertThat(document.mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(document.value().isImage()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "|m is empty, not JSON",
        "nonsense|m is not acceptable JSON (line 1, column 1)",
        "[]|m is an array, not a JSON object",
        "{}|m: schemaVersion is missing",
        "{\"schemaVersion\":1}|m is a Docker schema 1 manifest, which nobody can verify",
        "{\"schemaVersion\":2.0}|m: schemaVersion is a number, not a whole number",
        "{\"schemaVersion\":3}|m: schemaVersion is not 2",
        "{\"schemaVersion\":2} {}|m is not acceptable JSON (line 1, column 21)",
        "{\"schemaVersion\":2,\"schemaVersion\":2}|m is not acceptable JSON (line 1, column 35)",
        "{\"schemaVersion\":2}|m: config is missing",
        "{\"schemaVersion\":2,\"config\":[]}|m: config is an array, not an object",
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":7}}|m: config.mediaType is a number, not a text",
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a\",\"digest\":\"sha256:../../etc\"}}"
            + "|m: config.digest is not a sha256 or sha512 digest",
        "{\"schemaVersion\":2,\"manifests\":[]}|m: manifests does not belong in an image manifest",
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}"
            + "|m: mediaType 'application/vnd.oci.image.index.v1+json' is not that of an image manifest",
      })
  void wrongManifestsAreNamed(String json, String message) {
    assertThatThrownBy(() -> ImageManifest.parse(utf8(json == null ? "" : json), "m"))
        .isInstanceOf(PlinthException.class)
        .hasMessage(message)
        .extracting("code")
        .isEqualTo(ErrorCode.BAD_INPUT);
  }

  @Test
  void sizesMustBeWholeAndNotNegative() {
    String template =
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a\",\"digest\":\""
            + D
            + "\",\"size\":%s}}";
    for (String size : List.of("-1", "1e3", "\"3\"", "99999999999999999999", "true")) {
      assertThatThrownBy(
              () -> ImageManifest.parse(utf8(template.formatted(size)), "m"), "size %s", size)
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("config.size");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
  void otherEncodingsAreRefused(String charset) throws Exception {
    byte[] bytes = "{\"schemaVersion\":2}".getBytes(charset);
    assertThatThrownBy(() -> ImageManifest.parse(bytes, "m"))
        .isInstanceOf(PlinthException.class)
        .hasMessage("m is not JSON in UTF-8 without byte order mark");
  }

  @Test
  void depthAndSizeAreBounded() {
    String deep = "{\"schemaVersion\":2,\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertThatThrownBy(() -> ImageManifest.parse(utf8(deep), "m"))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("is not acceptable JSON");
    byte[] large = new byte[ImageManifest.MAX_BYTES + 1];
    assertThatThrownBy(() -> ImageManifest.parse(large, "m"))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("4194305 bytes, more than the 4194304 allowed");
  }

  @Test
  void errorsDoNotQuoteTheContent() {
    assertThatThrownBy(() -> ImageManifest.parse(utf8("root:x:secret"), "m"))
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("root");
  }

  @Test
  void loneSurrogatesAreRefused() {
    assertThatThrownBy(() ->
            ImageIndex.parse(
                utf8("{\"schemaVersion\":2,\"annotations\":{\"a\":\"\\ud800\"}}"), "i"))
        .isInstanceOf(PlinthException.class)
        .hasMessage("i: annotations[\"a\"] is not Unicode");
  }
}
