package dev.plinth.spec.shape;

import dev.plinth.spec.shape.Shape.Choice;
import dev.plinth.spec.shape.Shape.Field;
import dev.plinth.spec.shape.Shape.Fields;
import dev.plinth.spec.shape.Shape.Flag;
import dev.plinth.spec.shape.Shape.Listing;
import dev.plinth.spec.shape.Shape.Partial;
import dev.plinth.spec.shape.Shape.Table;
import dev.plinth.spec.shape.Shape.Text;
import dev.plinth.spec.shape.Shape.WordOr;
import java.util.ArrayList;
import java.util.List;

/** Every key of a spec. */
public final class SpecShape {
  /** Distributions that a spec may name. */
  public static final List<String> DISTRIBUTIONS =
      List.of("debian/bookworm", "debian/trixie", "debian/sid");

  /** Keys that a variant must not have. */
  public static final List<String> NOT_IN_VARIANTS = List.of("name", "extends", "variants");

  private SpecShape() {}

  /** The document. Nothing is required here: what {@code extends} names may hold the rest. */
  public static Fields spec() {
    List<Field> fields = new ArrayList<>();
    source(fields);
    fields.addAll(TreeShape.fields());
    image(fields);
    fields.add(
        may(
            "layers",
            new WordOr(
                new Choice(List.of("single", "by-origin")),
                new Fields(
                    "layers",
                    List.of(
                        must(
                            "by-origin",
                            new Fields(
                                "layer-budget",
                                List.of(
                                    may(
                                        "budget",
                                        new Shape.Whole(2, 120),
                                        "Most layers of the image, the base's not counted."))),
                            "A layer for each source package, the smallest ones together.")))),
            "How the files are cut into layers: 'single' (the default) or 'by-origin'."));
    fields.add(
        may(
            "variants",
            new Table(Words.NAME, new Partial(NOT_IN_VARIANTS)),
            "Named changes of this spec, for example 'debug'; build them as SPEC:VARIANT."));
    fields.add(
        may(
            "test-files",
            new Listing(TreeShape.file(), false, 0),
            "Files beside the spec that lie in the image only while its tests run."));
    fields.add(
        may(
            "tests",
            new Listing(TestShape.test(), false, 0),
            "What must hold in the image; a test that fails fails the build."));
    fields.add(
        may(
            "allow-scripts",
            new Listing(
                new Fields(
                    "allowed-script",
                    List.of(
                        must("package", text(Words.PACKAGE), "The package."),
                        must(
                            "script",
                            text(Words.SCRIPT),
                            "Which of its scripts: preinst, postinst, config or 'trigger NAME'."),
                        may(
                            "line",
                            text(Words.SOME),
                            "The line that may be left out; without it the whole script."),
                        must("reason", text(Words.SOME), "Why leaving it out is right."))),
                false,
                0),
            "Parts of maintainer scripts that Plinth does not know and that may be left out."));
    return new Fields("spec", fields);
  }

  /** A spec without some keys, for variants. */
  public static Fields partial(Partial partial) {
    List<Field> fields = new ArrayList<>(spec().fields());
    fields.removeIf(field -> partial.without().contains(field.key()));
    return new Fields("variant", fields);
  }

  private static void source(List<Field> fields) {
    fields.add(may("name", text(Words.NAME), "The image's name in the store."));
    fields.add(
        may(
            "extends",
            text(Words.FILE),
            "Another spec, by its name relative to this one, that this one adds to."));
    fields.add(may("distribution", new Choice(DISTRIBUTIONS), "Where the packages come from."));
    fields.add(
        may(
            "components",
            new Listing(text(Words.COMPONENT), true, 1),
            "Components of the distribution's archive; 'main' by default."));
    fields.add(
        may("backports", new Flag(), "Whether the distribution's backports may be used too."));
    fields.add(
        may(
            "allow-expired",
            new Flag(),
            "Whether the distribution's Release files may be past their Valid-Until."));
    fields.add(
        may(
            "repositories",
            new Listing(repository(), false, 0),
            "Further repositories, each with the keys that may sign it."));
    fields.add(
        may(
            "architectures",
            new Listing(new Choice(List.of("amd64", "arm64")), true, 1),
            "What to build for; amd64 and arm64 by default."));
    fields.add(
        may(
            "flavour",
            new Choice(List.of("micro", "minimal")),
            "'micro' has no shell and no package manager, 'minimal' has all Essential packages."));
    fields.add(
        may(
            "base",
            text(Words.BASE),
            "An image of the store to continue: its layers are shared, its packages kept."));
    fields.add(
        may(
            "packages",
            new Listing(text(Words.WISH), true, 0),
            "What to install: NAME, NAME=VERSION, 'A | B', or '!NAME' for what must not come."));
    fields.add(may("recommends", new Flag(), "Whether recommended packages come too."));
  }

  private static Fields repository() {
    return new Fields(
        "repository",
        List.of(
            must("name", text(Words.NAME), "A name for messages and the lock."),
            must("uri", text(Words.REPOSITORY), "Its root."),
            must(
                "suite",
                text(Words.SUITE),
                "The suite below dists/, or a flat repository's folder with a slash at its end."),
            may(
                "components",
                new Listing(text(Words.COMPONENT), true, 1),
                "Its components; 'main' by default."),
            must(
                "keys",
                new Listing(text(Words.SOME), true, 1),
                "Armoured public keys that may sign it: files beside the spec, or their text."),
            may("allow-expired", new Flag(), "Whether it may be past its Valid-Until.")));
  }

  private static void image(List<Field> fields) {
    fields.add(
        may(
            "environment",
            new Table(Words.VARIABLE, text(Words.ANY)),
            "Environment variables of the image."));
    fields.add(
        may(
            "entrypoint",
            new Listing(text(Words.ANY), true, 0),
            "The program that a container runs, with arguments."));
    fields.add(
        may(
            "command",
            new Listing(text(Words.ANY), true, 0),
            "Arguments behind the entrypoint, or the program where there is none."));
    fields.add(
        may("user", text(Words.OWNER), "Who runs it: USER or USER:GROUP, names or numbers."));
    fields.add(may("workdir", text(Words.PATH), "The directory it starts in."));
    fields.add(
        may("ports", new Listing(text(Words.PORT), true, 0), "Ports it listens on: 8080, 53/udp."));
    fields.add(
        may("volumes", new Listing(text(Words.PATH), true, 0), "Directories meant for volumes."));
    fields.add(may("stop-signal", text(Words.SIGNAL), "The signal that ends it."));
    fields.add(
        may("labels", new Table(Words.LABEL, text(Words.ANY)), "Labels of the image's config."));
    fields.add(
        may(
            "annotations",
            new Table(Words.LABEL, text(Words.ANY)),
            "Annotations of the image's manifests."));
  }

  static Text text(Words words) {
    return new Text(words);
  }

  static Field may(String key, Shape shape, String about) {
    return new Field(key, shape, false, about);
  }

  static Field must(String key, Shape shape, String about) {
    return new Field(key, shape, true, about);
  }
}
