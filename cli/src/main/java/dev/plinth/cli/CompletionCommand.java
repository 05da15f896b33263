package dev.plinth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script that makes a shell ask {@link CompleteCommand}. */
@Command(
    name = "completion",
    footer = {
      "",
      "Examples:",
      "  source <(plinth completion bash)",
      "  plinth completion fish > ~/.config/fish/completions/plinth.fish"
    })
final class CompletionCommand extends Work {
  /** Shells that are known. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  Shell shell = Shell.bash;

  @Override
  int run(Console console) {
    console.out().print(script(shell));
    return 0;
  }

  static String script(Shell shell) {
    return switch (shell) {
      case bash ->
          """
          _plinth() {
            local IFS=$'\\n'
            COMPREPLY=($("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
            if [ ${#COMPREPLY[@]} -eq 0 ]; then compopt -o default; fi
          }
          complete -F _plinth plinth ./plinth
          """;
      case zsh ->
          """
          #compdef plinth
          _plinth() {
            local -a found
            found=(${(f)"$($words[1] complete -- ${words[2,CURRENT]} 2>/dev/null)"})
            if (( $#found )); then compadd -- $found; else _files; fi
          }
          compdef _plinth plinth
          """;
      case fish ->
          """
          function __plinth_complete
            set -l words (commandline -opc) (commandline -ct)
            $words[1] complete -- $words[2..-1] 2>/dev/null
          end
          complete -c plinth -a '(__plinth_complete)'
          """;
    };
  }
}
