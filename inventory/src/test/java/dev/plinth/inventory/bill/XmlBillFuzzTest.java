package dev.plinth.inventory.bill;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any XML is a bill with an inventory that can be stored, or refused with its place. */
class XmlBillFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(Arguments.of(Bills.CYCLONEDX_XML.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void bill(byte[] data) {
    BillFuzzTest.check(data);
  }
}
