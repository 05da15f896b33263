package dev.plinth.inventory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatedExaminationTest {
  static Examination examination() {
    return new Examination(
        InventoryJsonTest.inventory(),
        List.of(),
        List.of(new UnownedFiles(0, 2, List.of("etc/a", "etc/b"))),
        List.of(new HygieneFinding(HygieneFinding.Kind.TOKEN, "srv/token", 1, "a token")));
  }

  @Test
  void saysWhatWasFoundAndByWhichReaders() {
    byte[] text = StatedExamination.write(examination());
    StatedExamination read = StatedExamination.read(text, "it");
    assertThat(read.reader()).isEqualTo(ExaminationJson.READER);
    assertThat(read.examination()).isEqualTo(examination());
    assertThat(StatedExamination.write(read.examination())).isEqualTo(text);
  }

  @Test
  void readersOfAnotherTimeAreTold() {
    String text = new String(StatedExamination.write(examination()), StandardCharsets.UTF_8);
    String other = text.replace("{\"reader\":" + ExaminationJson.READER, "{\"reader\":77");
    assertThat(other).isNotEqualTo(text);
    assertThat(StatedExamination.read(other.getBytes(StandardCharsets.UTF_8), "it").reader())
        .isEqualTo(77);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"reader\":1}",
        "{\"reader\":0,\"found\":{\"inventory\":{}}}",
        "{\"reader\":99999999999,\"found\":{\"inventory\":{}}}",
        "{\"found\":{\"inventory\":{}}}",
        "{\"reader\":1,\"found\":{}}",
        "[]",
        ""
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> StatedExamination.read(text.getBytes(StandardCharsets.UTF_8), "it"))
        .isInstanceOf(PlinthException.class);
  }
}
