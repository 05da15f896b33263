package dev.plinth.oci.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Trees are read and written as Jackson's mapper does it. */
class JsonTextTest {
  private static final int TREES = 300;
  private static final int CHANGES = 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void treesAreTheMappers() {
    Random random = new Random(3);
    for (int i = 0; i < TREES; i++) {
      JsonNode tree = tree(random, 4);
      byte[] text = MAPPER.writeValueAsBytes(tree);

      assertThat(JsonText.write(tree)).isEqualTo(text);
      assertThat(JsonText.read(text, "it")).isEqualTo(MAPPER.readTree(text));
      for (int j = 0; j < CHANGES; j++) {
        byte[] changed = text.clone();
        changed[random.nextInt(changed.length)] = (byte) (' ' + random.nextInt(95));
        assertSame(changed);
        assertSame(java.util.Arrays.copyOf(text, random.nextInt(text.length)));
      }
    }
  }

  /** Either both read the same tree, or neither reads any. */
  private static void assertSame(byte[] text) {
    JsonNode expected = null;
    try {
      expected = MAPPER.readTree(text);
    } catch (JacksonException e) {
      // So must ours be.
    }
    if (expected == null || expected.isMissingNode()) {
      assertThatThrownBy(() -> JsonText.read(text, "it"))
          .as(new String(text, StandardCharsets.UTF_8))
          .isInstanceOf(PlinthException.class);
    } else {
      assertThat(JsonText.read(text, "it"))
          .as(new String(text, StandardCharsets.UTF_8))
          .isEqualTo(expected);
    }
  }

  private static JsonNode tree(Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> {
        return MAPPER.getNodeFactory().numberNode(random.nextInt());
      }
      case 1 -> {
        return MAPPER.getNodeFactory().numberNode(random.nextLong());
      }
      case 2 -> {
        return MAPPER.getNodeFactory().numberNode(random.nextDouble() * 1e6 - 5e5);
      }
      case 3 -> {
        return MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      }
      case 4 -> {
        return MAPPER.getNodeFactory().nullNode();
      }
      case 5 -> {
        return MAPPER.getNodeFactory().stringNode(text(random));
      }
      case 6 -> {
        ArrayNode array = MAPPER.createArrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          array.add(tree(random, depth - 1));
        }
        return array;
      }
      default -> {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(text(random), tree(random, depth - 1));
        }
        return object;
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(4) == 0 ? 0x1f300 + random.nextInt(99) : random.nextInt(0xd7ff));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "[]",
        "0",
        "-0",
        "12345678901",
        "123456789012345678901234567890",
        "1.5",
        "-1e-3",
        "1e999",
        "\"\\ud83d\\ude00\"",
        "true",
        " null ",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]}}"
      })
  void whatIsReadIsTheMappers(String text) {
    assertThat(JsonText.read(bytes(text), "it")).isEqualTo(MAPPER.readTree(text));
    assertThat(JsonText.write(JsonText.read(bytes(text), "it")))
        .isEqualTo(MAPPER.writeValueAsBytes(MAPPER.readTree(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{}x",
        "tru",
        "01",
        "\"",
        "]",
        "[1}",
        "NaN",
        "'a'",
        "// c\n1"
      })
  void whatIsNoneIsRefused(String text) {
    Throwable refused = catchThrowable(() -> JsonText.read(bytes(text), "the text"));

    assertThat(refused).isInstanceOf(PlinthException.class).hasMessageStartingWith("the text is ");
  }

  @Test
  void depthNumbersAndNamesAreBounded() {
    assertThat(JsonText.read(bytes("[".repeat(60) + "]".repeat(60)), "it").isArray()).isTrue();
    for (String text :
        new String[] {
          "[".repeat(70) + "]".repeat(70),
          "{\"a\":".repeat(70) + "1" + "}".repeat(70),
          "1".repeat(50),
          "{\"" + "a".repeat(40_000) + "\":1}"
        }) {
      assertThatThrownBy(() -> JsonText.read(bytes(text), "it"))
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("it is not acceptable JSON");
    }
  }

  @Test
  void halfACharacterIsWrittenAsTheMapperDoes() {
    for (String text : new String[] {"\ud800", "a\ud800b", "\udc00"}) {
      ObjectNode object = JsonText.object().put("a", text);

      assertThat(JsonText.write(object)).isEqualTo(MAPPER.writeValueAsBytes(object));
    }
  }
}
