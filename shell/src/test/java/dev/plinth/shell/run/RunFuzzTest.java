package dev.plinth.shell.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.Platform;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Limits;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.Oracle;
import dev.plinth.shell.pattern.Glob;
import dev.plinth.shell.pattern.Regex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any script, with all utilities that it calls, comes to an end within its limits. */
class RunFuzzTest {
  private static final Origin ORIGIN = new Origin.Generated("fuzz");

  static Stream<Arguments> scripts() throws IOException {
    Stream<String> utilities =
        Stream.of(
            "printf '%-5s|%05d|%x\\n' a 7 255; expr 1 + 2 \\* 3; expr abc : 'a\\(.\\)'\n",
            "echo a:b | cut -d: -f2 | tr a-z A-Z | sed -e 's/\\(.\\)/<\\1>/g;2q' | sort -ru\n",
            "find / -name '*.x' -type f -o -perm -4000 -exec echo {} \\; ; test a -nt b\n",
            "awk -F: '{ n[$1]++; printf \"%s %d\\n\", $1, NF } END { for (k in n) print k }'"
                + " /etc/passwd\n",
            "grep -E '^(a|b)*[[:alpha:]]{2,3}$' /etc/passwd; mkdir -p a/b; ln -s a c; cp -a a d; rm"
                + " -rf a\n",
            "install -d -m 0755 -o root x; chmod u+s,g=rx x; chown 1:1 x; date -d @0 +%Y; base64 -d"
                + " x\n");
    return Stream.concat(Oracle.allSnippets().stream(), utilities)
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("scripts")
  @FuzzTest
  void script(byte[] data) throws IOException {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    Tree tree = new Tree();
    tree.mkdirs("/w", ORIGIN);
    tree.mkdirs("/tmp", ORIGIN);
    tree.mkdirs("/etc", ORIGIN);
    byte[] passwd = "root:x:0:0:root:/root:/bin/sh\n".getBytes(StandardCharsets.US_ASCII);
    tree.put(
        "/etc/passwd",
        new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.of(passwd)));
    World world =
        new World(
            tree,
            CommandTable.none(),
            path -> path.endsWith("/true"),
            new Platform("linux", "amd64"),
            ORIGIN,
            new Limits(2000, 30, 1 << 16));
    String first = text.startsWith("#!") ? "" : "#!/bin/sh\n";
    ScriptResult result =
        ScriptRunner.run(
            new Script(
                first + text,
                "/w/s",
                List.of("a"),
                Map.of("HOME", "/"),
                "/w",
                022,
                java.util.Set.of()),
            world);
    assertThat(result).isNotNull();
    try {
      ScriptCheck.check(first + text, world).forEach(f -> assertThat(f.why()).isNotBlank());
    } catch (NotUnderstood e) {
      assertThat(e.why()).isNotBlank();
    }
  }

  static Stream<Arguments> patterns() {
    return Stream.of(
            "a*[!b-d]?\0abc",
            "\\(a*\\)\\1\\{2,3\\}$\0aaaa",
            "^(a|b+)*[[:digit:]]{1,2}$\0ab12",
            "a[[:]b\0ab",
            "[[:x:\0:")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** A pattern, a zero byte, a text. */
  @MethodSource("patterns")
  @FuzzTest
  void pattern(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int zero = Math.max(0, text.indexOf('\0'));
    String pattern = text.substring(0, zero);
    String subject = text.substring(Math.min(zero + 1, text.length()));
    Glob.matches(pattern, subject);
    for (Regex.Syntax syntax : Regex.Syntax.values()) {
      try {
        int[] match = Regex.compile(pattern, syntax, false, true).search(subject, 0);
        if (match != null) {
          assertThat(match[0]).isBetween(0, match[1]);
          assertThat(match[1]).isLessThanOrEqualTo(subject.length());
        }
      } catch (NotUnderstood e) {
        assertThat(e.why()).isNotBlank();
      }
    }
  }
}
