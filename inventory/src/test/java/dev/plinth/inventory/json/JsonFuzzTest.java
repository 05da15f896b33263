package dev.plinth.inventory.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is an inventory that is written the same again, or refused. */
class JsonFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
        Arguments.of(InventoryJson.write(InventoryJsonTest.inventory())),
        Arguments.of(LayerFactsJson.write(InventoryJsonTest.facts())));
  }

  @MethodSource("seeds")
  @FuzzTest
  void inventory(byte[] data) {
    try {
      Inventory inventory = InventoryJson.read(data, "it");
      assertThat(InventoryJson.read(InventoryJson.write(inventory), "it")).isEqualTo(inventory);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  static Stream<Arguments> stated() {
    return Stream.of(Arguments.of(StatedExamination.write(StatedExaminationTest.examination())));
  }

  /** It comes from outside, though somebody signed it. */
  @MethodSource("stated")
  @FuzzTest
  void stated(byte[] data) {
    try {
      StatedExamination stated = StatedExamination.read(data, "it");
      assertThat(stated.reader()).isPositive();
      byte[] again = StatedExamination.write(stated.examination());
      assertThat(StatedExamination.read(again, "it").examination()).isEqualTo(stated.examination());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void facts(byte[] data) {
    try {
      LayerFacts facts = LayerFactsJson.read(data, "it");
      assertThat(LayerFactsJson.write(facts)).isNotEmpty();
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
