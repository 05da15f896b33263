package dev.plinth.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest.Input;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs of an image, of its base, and of the base's base. */
class KeptInputTest {
  @Test
  void eachLevelHasItsOwn() {
    List<KeptInput> levels =
        KeptInput.levels(
            List.of(input("lock.json"), input("base/lock.json"), input("base/base/a")));
    assertThat(levels).extracting(KeptInput::depth).containsExactly(0, 1, 2);
    assertThat(levels)
        .extracting(level -> level.inputs().getFirst().path())
        .containsExactly("lock.json", "lock.json", "a");
    assertThat(KeptInput.levels(List.of())).isEmpty();
  }

  @Test
  void whatLiesTooDeepIsNotPassedOver() {
    List<Input> inputs = new ArrayList<>();
    for (int depth = 0; depth < 17; depth++) {
      inputs.add(input("base/".repeat(depth) + "lock.json"));
    }
    assertThat(KeptInput.levels(inputs.subList(0, 16))).hasSize(16);
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> KeptInput.levels(inputs))
        .matches(e -> e.code() == ErrorCode.VERIFICATION)
        .withMessageContaining("more than 16 deep");
  }

  private static Input input(String path) {
    return new Input(path, "application/octet-stream", Digest.of(path), 1);
  }
}
