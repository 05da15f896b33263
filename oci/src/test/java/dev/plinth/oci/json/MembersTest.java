package dev.plinth.oci.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static Members json(String text) {
    return JsonText.readObject(text.getBytes(StandardCharsets.UTF_8), "it");
  }

  private static void wrong(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(PlinthException.class).hasMessage(message);
  }

  @Test
  void givesWhatIsThere() {
    Members json =
        json(
            "{\"t\":\"x\",\"n\":7,\"b\":true,\"o\":{\"k\":\"v\",\"a\":\"b\"},\"l\":[\"1\",\"2\"],"
                + "\"d\":\""
                + Digest.of("x")
                + "\",\"c\":[{\"t\":\"y\"}],\"z\":null}");
    assertThat(json.text("t")).isEqualTo("x");
    assertThat(json.size("n")).isEqualTo(7);
    assertThat(json.flag("b")).isTrue();
    assertThat(json.textMap("o")).isEqualTo(new TreeMap<>(Map.of("k", "v", "a", "b")));
    assertThat(json.keys("o")).containsExactly("a", "k");
    assertThat(json.texts("l")).containsExactly("1", "2");
    assertThat(json.digest("d")).isEqualTo(Digest.of("x"));
    assertThat(json.objects("c").getFirst().text("t")).isEqualTo("y");
    assertThat(json.has("z")).isFalse();
    assertThat(json.has("t")).isTrue();
  }

  @Test
  void absentAndNullAreTheSame() {
    for (String name : new String[] {"z", "absent"}) {
      Members json = json("{\"z\":null}");
      assertThat(json.optionalText(name)).isEmpty();
      assertThat(json.textOrEmpty(name)).isEmpty();
      assertThat(json.flag(name)).isFalse();
      assertThat(json.texts(name)).isEmpty();
      assertThat(json.objects(name)).isEmpty();
      assertThat(json.textMap(name)).isEmpty();
      assertThat(json.keys(name)).isEmpty();
      assertThat(json.optionalObject(name)).isEmpty();
      wrong(() -> json.text(name), "it: " + name + " is missing");
      wrong(() -> json.size(name), "it: " + name + " is missing");
      wrong(() -> json.object(name), "it: " + name + " is missing");
    }
  }

  @Test
  void errorsNameTheMemberByItsPath() {
    Members json = json("{\"a\":{\"b\":[{\"c\":1},{\"c\":\"x\"}]},\"t\":[1],\"m\":{\"k\":[]}}");
    wrong(
        () -> json.object("a").objects("b").getFirst().text("c"),
        "it: a.b[0].c is a number, not a text");
    wrong(
        () -> json.object("a").objects("b").get(1).size("c"),
        "it: a.b[1].c is a text, not a whole number");
    wrong(() -> json.texts("t"), "it: t[0] is a number, not a text");
    wrong(() -> json.objects("t"), "it: t[0] is a number, not an object");
    wrong(() -> json.textMap("m"), "it: m[\"k\"] is an array, not a text");
    wrong(() -> json.flag("t"), "it: t is an array, not true or false");
    wrong(() -> json.objects("a"), "it: a is an object, not an array");
    wrong(() -> json.digests("t"), "it: t[0] is a number, not a text");
  }

  @Test
  void numbersOfAnySizeAreHandled() {
    wrong(
        () -> json("{\"n\":9223372036854775808}").size("n"),
        "it: n is a number, not a whole number");
    assertThat(json("{\"n\":9223372036854775807}").size("n")).isEqualTo(Long.MAX_VALUE);
    wrong(() -> json("{\"n\":-0.5}").size("n"), "it: n is a number, not a whole number");
    assertThatThrownBy(() -> json("{\"n\":" + "9".repeat(100) + "}"))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("it is not acceptable JSON");
  }

  @Test
  void longListsAreRefused() {
    String many = "1,".repeat(100_001);
    wrong(() -> json("{\"l\":[" + many + "1]}").texts("l"), "it: l has more than 100000 elements");
  }

  @Test
  void writingIsCompactAndInOrder() {
    var node = JsonText.object();
    node.put("b", 1).put("a", "ü\n\u0001😀");
    assertThat(new String(JsonText.write(node), StandardCharsets.UTF_8))
        .isEqualTo("{\"b\":1,\"a\":\"ü\\n\\u0001😀\"}");
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonText.read(latin, "it"))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("it is not acceptable JSON");
  }
}
