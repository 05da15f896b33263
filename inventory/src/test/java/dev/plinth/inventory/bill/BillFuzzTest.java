package dev.plinth.inventory.bill;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.json.InventoryJson;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a bill with an inventory that can be stored, or refused. */
class BillFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            Bills.SYFT_SPDX,
            Bills.TRIVY_CYCLONEDX,
            Bills.SYFT_JSON,
            Bills.envelope(Bills.statement(Bills.SYFT_SPDX)))
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void bill(byte[] data) {
    check(data);
  }

  /** Of any form. */
  static void check(byte[] data) {
    try {
      Inventory inventory = Bills.read(data);
      byte[] stored = InventoryJson.write(inventory);
      assertThat(InventoryJson.write(InventoryJson.read(stored, "it"))).isEqualTo(stored);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
