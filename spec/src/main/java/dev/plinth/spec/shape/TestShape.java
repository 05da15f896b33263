package dev.plinth.spec.shape;

import static dev.plinth.spec.shape.SpecShape.may;
import static dev.plinth.spec.shape.SpecShape.must;
import static dev.plinth.spec.shape.SpecShape.text;

import dev.plinth.spec.shape.Shape.Choice;
import dev.plinth.spec.shape.Shape.Field;
import dev.plinth.spec.shape.Shape.Fields;
import dev.plinth.spec.shape.Shape.Flag;
import dev.plinth.spec.shape.Shape.Listing;
import dev.plinth.spec.shape.Shape.OneOf;
import dev.plinth.spec.shape.Shape.Table;
import dev.plinth.spec.shape.Shape.Whole;
import java.util.List;

/** The tests of a spec. */
final class TestShape {
  private static final int LONGEST_SECONDS = 600;

  private TestShape() {}

  static OneOf test() {
    return new OneOf("test", List.of(path(), account(), run(), service()));
  }

  private static Field name() {
    return may("name", text(Words.SOME), "What to call the test in the report.");
  }

  private static Fields path() {
    return new Fields(
        "path-test",
        List.of(
            must("path", text(Words.PATH), "A path of the image."),
            name(),
            may("exists", new Flag(), "Whether it must be there; true by default."),
            may("type", new Choice(List.of("file", "directory", "link")), "What it must be."),
            may("mode", text(Words.MODE), "The mode it must have."),
            may("owner", text(Words.OWNER), "The owner it must have."),
            may("contains", text(Words.SOME), "A text that the file must hold."),
            may("target", text(Words.TARGET), "Where the link must point to.")));
  }

  private static Fields account() {
    return new Fields(
        "account-test",
        List.of(
            must("account", text(Words.ACCOUNT), "A user that must be there."),
            name(),
            may("uid", new Whole(0, TreeShape.LARGEST_ID), "The number it must have."),
            may("home", text(Words.PATH), "The home directory it must have."),
            may("shell", text(Words.PATH), "The login shell it must have.")));
  }

  private static Fields run() {
    return new Fields(
        "command-test",
        List.of(
            must(
                "run",
                new Listing(text(Words.ANY), true, 1),
                "A program with arguments, run in a sandbox without network."),
            name(),
            may("environment", environment(), "Variables beside the image's own."),
            may("user", text(Words.OWNER), "Who runs it; the image's user by default."),
            may("workdir", text(Words.PATH), "Where it runs; the image's workdir by default."),
            may("exit", new Whole(0, 255), "The code it must end with; 0 by default."),
            may("output", texts(), "Texts that its standard output must hold."),
            may("error", texts(), "Texts that its standard error must hold."),
            timeout(30)));
  }

  private static Fields service() {
    return new Fields(
        "service-test",
        List.of(
            must(
                "service",
                new Listing(text(Words.ANY), true, 1),
                "The word 'image' to start as the image starts, or a program with arguments."),
            name(),
            may("environment", environment(), "Variables beside the image's own."),
            may("user", text(Words.OWNER), "Who runs it; the image's user by default."),
            may(
                "listens",
                new Listing(new Whole(1, 65535), true, 0),
                "TCP ports on which it must listen."),
            may("get", text(Words.URL), "A page to ask for, from inside the sandbox."),
            may("status", new Whole(100, 599), "The status of the page; 200 by default."),
            may("body", texts(), "Texts that the page must hold."),
            timeout(30)));
  }

  private static Table environment() {
    return new Table(Words.VARIABLE, text(Words.ANY));
  }

  private static Listing texts() {
    return new Listing(text(Words.SOME), true, 0);
  }

  private static Field timeout(int usual) {
    return may(
        "timeout", new Whole(1, LONGEST_SECONDS), "Seconds it may take; " + usual + " by default.");
  }
}
