package dev.plinth.deb.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptConfTest {
  @TempDir Path folder;

  private static AptConf parse(String text) {
    AptConf conf = new AptConf();
    AptConfParser.parse(conf, "apt.conf", text, _ -> {});
    return conf;
  }

  @Test
  void scopesListsAndCommentsAreRead() {
    AptConf conf =
        parse(
            """
            // a comment; with { signs }
            Acquire::http::Proxy "http://p:1/"; # another
            Acquire { https { Proxy "DIRECT"; Verify-Peer "false"; }; Retries 3; };
            /* over
               lines */ T::A /* between */ "v";
            T::L { "a"; "b c"; g%20h; };
            T::L:: "i" "j";
            T::Url "k//l#m";
            """);
    assertThat(conf.find("acquire::HTTP::proxy")).contains("http://p:1/");
    assertThat(conf.find("Acquire::https::Proxy")).contains("DIRECT");
    assertThat(conf.truth("Acquire::https::Verify-Peer", true)).isFalse();
    assertThat(conf.find("Acquire::Retries")).contains("3");
    assertThat(conf.find("T::A")).contains("v");
    assertThat(conf.list("T::L")).containsExactly("a", "b c", "g h", "i j");
    assertThat(conf.find("T::Url")).contains("k//l#m");
    assertThat(conf.find("T")).isEmpty();
    assertThat(conf.truth("T::A", true)).isTrue();
  }

  @Test
  void laterValuesWinAndClearForgets() {
    AptConf conf = parse("A::B \"1\"; a::b \"2\"; A::L:: \"x\"; #clear A::L;\nA::L:: \"y\";");
    assertThat(conf.find("A::B")).contains("2");
    assertThat(conf.list("A::L")).containsExactly("y");
  }

  @Test
  void errorsNameFileAndLine() {
    assertThatThrownBy(() -> parse("A \"1\";\nB 2 3;"))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("apt.conf:2: ");
    assertThatThrownBy(() -> parse("\n\nA \"1")).hasMessageContaining("apt.conf:3");
    assertThatThrownBy(() -> parse("{ };")).hasMessageContaining("without a name");
    assertThatThrownBy(() -> parse("A{".repeat(100))).hasMessageContaining("nested");
  }

  @Test
  void pathsLieBelowDirAsAptPutsThem() {
    AptConf conf = parse("Dir \"/\"; Dir::Etc \"etc/apt\"; Dir::Etc::main \"apt.conf\";");
    Path system = Path.of("/host");
    assertThat(conf.path("Dir::Etc::main", system)).isEqualTo(Path.of("/host/etc/apt/apt.conf"));
    conf.set("Dir::Etc", "/other");
    assertThat(conf.path("Dir::Etc::main", system)).isEqualTo(Path.of("/host/other/apt.conf"));
    conf.set("Dir::Etc::main", "/x/y");
    assertThat(conf.path("Dir::Etc::main", system)).isEqualTo(Path.of("/host/x/y"));
  }

  /** Random configurations mean to Plinth what they mean to the host's apt, errors included. */
  @Test
  void readsWhatAptReads() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder();
      statements(text, random, 0);
      String conf = text.toString();
      List<String> mine = new ArrayList<>();
      boolean refused = false;
      try {
        parse(conf).dump().stream().filter(line -> line.startsWith("Zz")).forEach(mine::add);
      } catch (PlinthException e) {
        refused = true;
      }
      List<String> theirs = apt(conf);
      assertThat(refused).as(conf).isEqualTo(theirs.isEmpty());
      if (!refused) {
        theirs.removeIf(line -> !line.startsWith("Zz"));
        assertThat(mine).as(conf).isEqualTo(theirs);
      }
    }
  }

  private static void statements(StringBuilder out, Random random, int depth) {
    String[] names = {"Zz", "Zz::A", "Zz::B::c", "zz::D", "Zz::L::", "\"Zz::q\"", "Zz::%41"};
    String[] inner = {"A", "B::c", "d", "L::", "\"q\"", "e%41"};
    String[] values = {
      "\"v\"",
      "\"http://h/x\"",
      "bare",
      "\"a b\"",
      "\"x\" \"y\"",
      "\"\"",
      "\"#h\"",
      "\"/*n*/\"",
      "\"%41\"",
      "w%42",
      "\"p\"\"q\""
    };
    String[] between = {" ", "\n", "\t", " // note; {\n", " # note\n", "/* a\n;b */ ", " "};
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String name = pick(depth == 0 ? names : inner, random);
      int kind = random.nextInt(12);
      if (kind < 3 && depth < 3 && !name.endsWith("::")) {
        out.append(name).append(pick(between, random)).append('{').append(pick(between, random));
        statements(out, random, depth + 1);
        out.append('}').append(random.nextInt(4) == 0 ? "" : ";");
      } else if (kind < 5 && depth > 0) {
        out.append(pick(values, random)).append(';');
      } else if (kind == 5 && depth == 0) {
        out.append("#clear Zz::").append(random.nextBoolean() ? "A" : "L").append(';');
      } else if (kind == 6 && random.nextInt(6) == 0) {
        out.append(pick(new String[] {"}", "\"", "{", "Zz a b", "Zz \"a\" b"}, random)).append(';');
      } else {
        out.append(name).append(pick(between, random)).append(pick(values, random)).append(';');
      }
      out.append(pick(between, random));
    }
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }

  private List<String> apt(String conf) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("case.conf"), conf, StandardCharsets.ISO_8859_1);
    ProcessBuilder builder =
        new ProcessBuilder("apt-config", "dump")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(folder.resolve("dump").toFile());
    builder.environment().put("APT_CONFIG", file.toString());
    try {
      if (builder.start().waitFor() != 0) {
        return new ArrayList<>();
      }
    } catch (IOException e) {
      Assumptions.abort("apt-config is not installed");
    }
    String dump = Files.readString(folder.resolve("dump"), StandardCharsets.ISO_8859_1);
    return new ArrayList<>(List.of(dump.split("\n")));
  }
}
