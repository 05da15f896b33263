package dev.plinth.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are evidence that survives writing, or are refused. */
class EvidenceFuzzTest {
  static Stream<Arguments> lists() {
    String digest = Digest.of("x").toString();
    String text =
        """
        {"platform":"linux/amd64","layers":[{"digest":"%s","diffId":"%s","name":"a","depth":1,"files":[
        {"path":"/a","type":"file","mode":"0644","uid":1,"size":3,"mtime":5,"sha256":"%s",
        "xattrs":{"user.x":"00"},"from":"package a"},
        {"rawPath":"2fff","type":"hard-link","mode":"0755","link":"/a"}]}]}\
        """
            .formatted(digest, digest, digest.substring("sha256:".length()));
    return Stream.of(Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("lists")
  @FuzzTest
  void list(byte[] data) {
    try {
      FileList list = FileListJson.read(JsonText.readObject(data, "the list"));
      byte[] written = JsonText.write(FileListJson.write(list));
      assertThat(FileListJson.read(JsonText.readObject(written, "again"))).isEqualTo(list);
      list.visible().keySet().stream().limit(50).forEach(path -> list.find(path).orElseThrow());
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  static Stream<Arguments> trails() {
    Trail trail =
        Trail.EMPTY
            .with(Instant.EPOCH, "a@b", "v", "build", new TreeMap<>(Map.of("x", "y")))
            .with(Instant.EPOCH, "a@b", "v", "sign", new TreeMap<>());
    return Stream.of(Arguments.of(trail.write()));
  }

  @MethodSource("trails")
  @FuzzTest
  void trail(byte[] data) {
    try {
      Trail trail = Trail.read(data);
      assertThat(Trail.read(trail.write())).isEqualTo(trail);
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isIn(ErrorCode.BAD_INPUT, ErrorCode.VERIFICATION);
    }
  }

  static Stream<Arguments> provenances() {
    Input lock = new Input(Provenance.LOCK, "application/json", Digest.of("lock"), 4);
    Provenance provenance =
        new Provenance(
            new Provenance.SpecFile("a", "debug", Digest.of("spec")),
            List.of("linux/amd64"),
            lock.digest(),
            7,
            "libdeflate",
            "v1",
            Optional.of(new Provenance.Base("b", Digest.of("base"))),
            List.of(lock));
    return Stream.of(Arguments.of(JsonText.write(provenance.write())));
  }

  @MethodSource("provenances")
  @FuzzTest
  void provenance(byte[] data) {
    try {
      Provenance read = Provenance.read(JsonText.readObject(data, "the provenance"));
      byte[] written = JsonText.write(read.write());
      assertThat(Provenance.read(JsonText.readObject(written, "again"))).isEqualTo(read);
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
