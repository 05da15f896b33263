package dev.plinth.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonOutTest {
  @Test
  void writesEveryTextSoThatItIsReadBack() throws Exception {
    try (JsonOut json = new JsonOut()) {
      json.object(() -> {
        json.text("bad", HostileBill.BAD);
        json.text("none", "");
        json.texts("list", List.of("x", HostileBill.BAD));
        json.texts("nothing", List.of());
        json.number("n", 7);
        json.flag("f", true);
      });
      JsonNode read = new ObjectMapper().readTree(json.finish());
      assertThat(read.get("bad").asText())
          .isEqualTo(HostileBill.BAD.replace('\ud800', '\ufffd').replace(" \udc00 ", " \ufffd "));
      assertThat(read.get("list").size()).isEqualTo(2);
      assertThat(read.size()).isEqualTo(4);
    }
  }
}
