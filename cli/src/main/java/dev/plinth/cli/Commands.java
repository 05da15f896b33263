package dev.plinth.cli;

import picocli.CommandLine;

/** Puts picocli's objects together. */
final class Commands {
  private static final int WIDTH = 100;

  private Commands() {}

  static CommandLine root() {
    CommandLine line = new CommandLine(RootSpec.of(new Root()));
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOverwrittenOptionsAllowed(false);
    return line;
  }

  static void add(CommandLine line, CommandList.Entry entry) {
    CommandLine command = new CommandLine(entry.maker().get());
    Work work = (Work) command.getCommandSpec().userObject();
    work.root = (Root) line.getCommandSpec().userObject();
    command
        .getCommandSpec()
        .usageMessage()
        .description(
            Character.toUpperCase(entry.summary().charAt(0)) + entry.summary().substring(1) + ".");
    command.getCommandSpec().usageMessage().hidden(entry.hidden());
    command.getCommandSpec().usageMessage().width(WIDTH);
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    line.addSubcommand(entry.name(), command);
  }

  /** Every command, for completion and manual pages. */
  static CommandLine everything() {
    CommandLine line = root();
    CommandList.all().stream().filter(e -> !e.hidden()).forEach(e -> add(line, e));
    return line;
  }
}
