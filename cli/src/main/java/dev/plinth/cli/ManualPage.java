package dev.plinth.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages in the man(7) macros. */
final class ManualPage {
  private ManualPage() {}

  static String overview() {
    StringBuilder page = head("plinth", "base images from signed packages");
    page.append(".SH SYNOPSIS\n.B plinth\n.I COMMAND\n[\\fIOPTIONS\\fR]\n.SH COMMANDS\n");
    for (CommandList.Entry entry : CommandList.all()) {
      if (!entry.hidden()) {
        page.append(".TP\n.BR plinth\\-").append(entry.name()).append(" (1)\n");
        page.append(escape(entry.summary())).append('\n');
      }
    }
    page.append(EXITS);
    return page.toString();
  }

  static String of(CommandList.Entry entry) {
    CommandLine root = Commands.root();
    Commands.add(root, entry);
    CommandSpec spec =
        java.util.Objects.requireNonNull(root.getSubcommands().get(entry.name())).getCommandSpec();
    StringBuilder page = head("plinth-" + entry.name(), entry.summary());
    page.append(".SH SYNOPSIS\n.B plinth ").append(entry.name()).append("\n[\\fIOPTIONS\\fR]");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.append(" \\fI").append(escape(parameter.paramLabel())).append("\\fR");
    }
    page.append("\n.SH ARGUMENTS\n");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      describe(page, "\\fI" + escape(parameter.paramLabel()) + "\\fR", parameter);
    }
    page.append(".SH OPTIONS\n");
    for (OptionSpec option : spec.options()) {
      StringBuilder names = new StringBuilder("\\fB");
      names.append(escape(String.join(", ", option.names()))).append("\\fR");
      if (option.arity().max() > 0) {
        names.append(" \\fI").append(escape(option.paramLabel())).append("\\fR");
      }
      describe(page, names.toString(), option);
    }
    String[] footer = spec.usageMessage().footer();
    if (footer.length > 1) {
      page.append(".SH EXAMPLES\n.nf\n");
      for (String line : footer) {
        if (line.startsWith("  ")) {
          page.append(escape(line.strip())).append('\n');
        }
      }
      page.append(".fi\n");
    }
    page.append(EXITS);
    page.append(".SH SEE ALSO\n.BR plinth (1)\n");
    return page.toString();
  }

  private static final String EXITS =
      """
      .SH EXIT STATUS
      0 done; 1 a test failed or a policy says no; 2 wrong usage; 3 bad input; 4 not found;
      5 network; 6 verification failed; 70 the machine or Plinth itself failed.
      """;

  private static StringBuilder head(String name, String summary) {
    StringBuilder page = new StringBuilder(2048);
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT).replace("-", "\\-"));
    page.append(" 1 \"\" \"plinth ").append(Version.NUMBER).append("\" \"Plinth\"\n");
    page.append(".SH NAME\n")
        .append(escape(name))
        .append(" \\- ")
        .append(escape(summary))
        .append('\n');
    return page;
  }

  private static void describe(StringBuilder page, String label, ArgSpec spec) {
    page.append(".TP\n").append(label).append('\n');
    page.append(escape(String.join(" ", spec.description()))).append('\n');
  }

  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
