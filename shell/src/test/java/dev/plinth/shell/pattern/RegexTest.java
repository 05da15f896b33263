package dev.plinth.shell.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex.Syntax;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegexTest {
  /** GNU grep says the same of each. */
  @Test
  void aNamedClassThatDoesNotEndIsAnError() {
    for (String pattern : List.of("[[:]", "a[[:]b:]", "[[:", "[[:alpha]", "[[:alpha:")) {
      for (Syntax syntax : List.of(Syntax.BASIC, Syntax.EXTENDED, Syntax.AWK)) {
        assertThatThrownBy(() -> Regex.compile(pattern, syntax, false, false))
            .as(pattern)
            .isInstanceOf(NotUnderstood.class)
            .hasMessageContaining(pattern);
      }
    }
  }

  @Test
  void aNamedClassIsReadToItsOwnEnd() throws NotUnderstood {
    assertThat(Regex.compile("[[:digit:]:]+", Syntax.EXTENDED, false, false).search("a1:2b", 0))
        .startsWith(1, 4);
  }
}
