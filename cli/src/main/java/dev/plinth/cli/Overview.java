package dev.plinth.cli;

/** The help of {@code plinth} alone. */
final class Overview {
  private static final int NAME = 12;

  private Overview() {}

  static String text() {
    StringBuilder text = new StringBuilder(1024);
    text.append("Usage: plinth COMMAND [OPTIONS]\n\n");
    text.append(
        "Builds reproducible base images from signed packages, with no daemon and no root.\n\n");
    text.append("Commands:\n");
    for (CommandList.Entry entry : CommandList.all()) {
      if (!entry.hidden()) {
        text.append("  ").append(entry.name());
        text.append(" ".repeat(NAME - entry.name().length())).append(entry.summary()).append('\n');
      }
    }
    text.append("\nExamples:\n");
    text.append(
        "  plinth build examples/debian-micro.yaml     build an image for all its architectures\n");
    text.append("  plinth inspect debian-micro                 what is in it\n");
    text.append(
        "\nplinth COMMAND --help tells more; -o json works everywhere; plinth --version.\n");
    return text.toString();
  }
}
