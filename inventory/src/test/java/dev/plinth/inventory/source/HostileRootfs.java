package dev.plinth.inventory.source;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;

/** What {@link HostileTest} runs in a machine of little memory; says what came of it. */
public final class HostileRootfs {
  private HostileRootfs() {}

  /**
   * Makes the inventory of one of the generated archives.
   *
   * @param args its name
   */
  public static void main(String[] args) {
    RootfsTar tar =
        switch (args[0]) {
          case "files" -> () -> GeneratedTar.files(1_000_000, i -> "srv/" + i % 1000 + "/f" + i);
          case "deep" ->
              () -> GeneratedTar.files(50_000, i -> ("d" + i % 7 + "/").repeat(45) + "f" + i);
          case "release" -> () -> GeneratedTar.file("etc/os-release", 2L << 30);
          case "program" -> () -> GeneratedTar.program("usr/bin/big", 1L << 30);
          default -> throw new IllegalArgumentException(args[0]);
        };
    Examination it = new Inventories(FakeDatabases.all(), Settings.everything()).of(args[0], tar);
    long unowned = it.unowned().isEmpty() ? 0 : it.unowned().getFirst().count();
    System.out.println(unowned + " unowned; " + it.inventory().gaps());
  }
}
