package dev.plinth.inventory.json;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.RemovedPackage;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** All that an image told as compact JSON, the same bytes for the same; paths are raw. */
public final class ExaminationJson {
  /**
   * Which readers made it: to be raised whenever one of them finds more in the same image. What an
   * older one found is not all that reading the layers would tell now.
   */
  public static final int READER = 4;

  private ExaminationJson() {}

  public static byte[] write(Examination examination) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonOut out = new JsonOut(bytes)) {
      out.object(() -> {
        out.object("inventory", () -> InventoryJson.members(examination.inventory(), out));
        out.array("removed", () -> examination.removed().forEach(r -> removed(r, out)));
        out.array("unowned", () -> examination.unowned().forEach(u -> unowned(u, out)));
        out.array("hygiene", () -> examination.hygiene().forEach(h -> hygiene(h, out)));
      });
    }
    return bytes.toByteArray();
  }

  private static void removed(RemovedPackage removed, JsonOut out) {
    out.object(() -> {
      PackageJson.write(removed.pkg(), out);
      out.number("layer", removed.layer());
      out.number("removedBy", removed.removedBy());
    });
  }

  private static void unowned(UnownedFiles files, JsonOut out) {
    out.object(() -> {
      out.number("layer", files.layer());
      out.number("count", files.count());
      out.texts("first", files.first());
    });
  }

  private static void hygiene(HygieneFinding finding, JsonOut out) {
    out.object(() -> {
      out.text("kind", finding.kind().name());
      out.text("path", finding.path());
      out.number("layer", finding.layer());
      out.text("detail", finding.detail());
    });
  }

  /**
   * Reads what was kept of it, the checksum of which the caller compared: no member is looked for
   * twice.
   *
   * @param what names the text in errors
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where it is no such JSON
   */
  public static Examination read(byte[] utf8, String what) {
    return JsonIn.readOwn(utf8, what, ExaminationJson::value);
  }

  static Examination value(JsonIn in) {
    List<Inventory> inventory = new ArrayList<>();
    List<RemovedPackage> removed = new ArrayList<>();
    List<UnownedFiles> unowned = new ArrayList<>();
    List<HygieneFinding> hygiene = new ArrayList<>();
    in.object(member -> {
      switch (member) {
        case "inventory" -> inventory.add(InventoryJson.value(in));
        case "removed" -> removed.addAll(in.objects(() -> removed(in)));
        case "unowned" -> unowned.addAll(in.objects(() -> unowned(in)));
        case "hygiene" -> hygiene.addAll(in.objects(() -> hygiene(in)));
        default -> in.skip();
      }
    });
    if (inventory.size() != 1) {
      throw in.wrong("has no inventory");
    }
    return new Examination(inventory.getFirst(), removed, unowned, hygiene);
  }

  private static RemovedPackage removed(JsonIn in) {
    PackageJson pkg = new PackageJson();
    int[] layers = new int[2];
    in.begun(member -> {
      if (!pkg.take(member, in)) {
        switch (member) {
          case "layer" -> layers[0] = layer(in);
          case "removedBy" -> layers[1] = layer(in);
          default -> in.skip();
        }
      }
    });
    InstalledPackage installed = pkg.get(in);
    return new RemovedPackage(installed, layers[0], layers[1]);
  }

  private static UnownedFiles unowned(JsonIn in) {
    long[] numbers = new long[2];
    List<String> first = new ArrayList<>();
    in.begun(member -> {
      switch (member) {
        case "layer" -> numbers[0] = layer(in);
        case "count" -> numbers[1] = in.number();
        case "first" -> first.addAll(in.texts());
        default -> in.skip();
      }
    });
    return new UnownedFiles((int) numbers[0], numbers[1], first);
  }

  private static HygieneFinding hygiene(JsonIn in) {
    String[] texts = {"", "", ""};
    int[] layer = {-1};
    in.begun(member -> {
      switch (member) {
        case "kind" -> texts[0] = in.text();
        case "path" -> texts[1] = in.text();
        case "detail" -> texts[2] = in.text();
        case "layer" -> layer[0] = layer(in);
        default -> in.skip();
      }
    });
    for (HygieneFinding.Kind kind : HygieneFinding.Kind.values()) {
      if (kind.name().equals(texts[0])) {
        return new HygieneFinding(kind, texts[1], layer[0], texts[2]);
      }
    }
    throw in.wrong("has a finding of an unknown kind");
  }

  private static int layer(JsonIn in) {
    long number = in.number();
    if (Math.abs(number) > 1_000_000) {
      throw in.wrong("has a number that is out of range");
    }
    return (int) number;
  }
}
