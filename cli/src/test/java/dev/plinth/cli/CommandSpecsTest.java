package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** What is written while the commands are compiled is what picocli finds by reflection. */
class CommandSpecsTest {
  static Stream<CommandSpec> specs() {
    return Stream.concat(
        Stream.of(RootSpec.of(new Root())), CommandList.all().stream().map(e -> e.maker().get()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void isWhatReflectionFinds(CommandSpec written) {
    CommandSpec found = found(written);
    assertThat(written.name()).isEqualTo(found.name()).isNotBlank();
    assertThat(usage(written)).isEqualTo(usage(found)).contains("Usage: " + found.name());
    assertThat(describe(written)).isEqualTo(describe(found));
    assertThat(written.mixins().keySet()).isEqualTo(found.mixins().keySet());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void keepsWhatIsTyped(CommandSpec written) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : written.options()) {
      if (!option.usageHelp()) {
        words.add(option.longestName());
        if (option.arity().max() > 0) {
          words.add(word(option));
        }
      }
    }
    for (PositionalParamSpec parameter : written.positionalParameters()) {
      words.add(word(parameter));
    }
    CommandSpec found = found(written);
    parse(written, words);
    parse(found, words);
    assertThat(values(written)).isEqualTo(values(found));
    for (ArgSpec one : written.args()) {
      if (!(one instanceof OptionSpec option && option.usageHelp())) {
        assertThat(one.<Object>getValue()).as(one.toString()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void keepsWhatItBeginsWith(CommandSpec written) {
    List<String> words = new ArrayList<>();
    for (ArgSpec one : written.args()) {
      if (one.required()) {
        if (one instanceof OptionSpec option) {
          words.add(option.longestName());
        }
        words.add(word(one));
      }
    }
    CommandSpec found = found(written);
    parse(written, words);
    parse(found, words);
    assertThat(values(written)).isEqualTo(values(found));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void refusesWithTheSameWords(CommandSpec written) {
    for (List<String> words :
        List.of(List.<String>of(), List.of("--no-such"), List.of("a", "b", "c", "d", "--to"))) {
      String expected = refusal(found(written), words);
      if (expected.isEmpty()) {
        parse(written, words);
      } else {
        assertThatThrownBy(() -> parse(written, words))
            .isInstanceOf(ParameterException.class)
            .hasMessage(expected);
      }
    }
  }

  private static CommandSpec found(CommandSpec written) {
    Object object = written.userObject();
    Object fresh =
        object instanceof Root
            ? new Root()
            : CommandList.find(written.name()).orElseThrow().maker().get().userObject();
    return CommandSpec.forAnnotatedObject(fresh);
  }

  private static String refusal(CommandSpec spec, List<String> words) {
    try {
      parse(spec, words);
      return "";
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }

  private static void parse(CommandSpec spec, List<String> words) {
    CommandLine line = new CommandLine(spec);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(false);
    line.parseArgs(words.toArray(String[]::new));
  }

  private static String word(ArgSpec arg) {
    if (arg.completionCandidates() != null) {
      return arg.completionCandidates().iterator().next();
    }
    return arg.typeInfo().getType() == int.class ? "3" : "word";
  }

  private static String usage(CommandSpec spec) {
    return new CommandLine(spec).getUsageMessage();
  }

  private static List<String> values(CommandSpec spec) {
    return spec.args().stream().map(arg -> arg.paramLabel() + " " + arg.getValue()).toList();
  }

  private static List<String> describe(CommandSpec spec) {
    List<String> all = new ArrayList<>();
    for (ArgSpec arg : spec.args()) {
      String more =
          switch (arg) {
            case OptionSpec option ->
                Arrays.toString(option.names()) + option.usageHelp() + option.versionHelp();
            case PositionalParamSpec parameter -> parameter.index().toString();
            default -> throw new AssertionError(arg);
          };
      all.add(
          String.join(
              " ",
              more,
              arg.arity().toString(),
              String.valueOf(arg.required()),
              String.valueOf(arg.hidden()),
              arg.paramLabel(),
              String.valueOf(arg.hideParamSyntax()),
              arg.splitRegex(),
              arg.scopeType().toString(),
              arg.typeInfo().getClassName(),
              arg.typeInfo().getAuxiliaryTypeInfos().toString().replaceAll("@[0-9a-f]+", ""),
              String.valueOf(arg.<Object>getValue()),
              String.valueOf(arg.defaultValue()),
              Arrays.toString(arg.description())));
    }
    return all;
  }
}
