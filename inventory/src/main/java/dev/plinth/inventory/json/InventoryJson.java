package dev.plinth.inventory.json;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An inventory as compact JSON, the same bytes for the same inventory. An item names its owner by
 * that one's place among the items, which precede it. The files of packages are not kept.
 */
public final class InventoryJson {
  /** Longer texts are refused: 256 MiB. */
  public static final int LONGEST = 256 << 20;

  private InventoryJson() {}

  public static byte[] write(Inventory inventory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonOut out = new JsonOut(bytes)) {
      out.object(() -> members(inventory, out));
    }
    return bytes.toByteArray();
  }

  static void members(Inventory inventory, JsonOut out) {
    out.text("subject", inventory.subject());
    out.text("digest", inventory.digest());
    out.texts("layers", inventory.layers());
    out.object("system", () -> system(inventory.system(), out));
    out.array("items", () -> items(inventory.items(), out));
    out.texts("gaps", inventory.gaps());
  }

  /** Reads an inventory that is the value of a member. */
  static Inventory value(JsonIn in) {
    return new Reader(in).read();
  }

  private static void system(SystemFacts system, JsonOut out) {
    out.text("id", system.id());
    out.texts("idLike", system.idLike());
    out.text("versionId", system.versionId());
    out.text("codename", system.codename());
    out.text("prettyName", system.prettyName());
    out.text("debianVersion", system.debianVersion());
    out.texts("contentSets", system.contentSets());
    out.texts("doubts", system.doubts());
  }

  private static void items(List<Item> items, JsonOut out) {
    Map<InstalledPackage, Integer> numbers = new HashMap<>();
    for (Item item : items) {
      out.object(() -> {
        PackageJson.write(item.pkg(), out);
        out.texts("places", item.places());
        out.number("layer", item.layer());
        out.text("doubt", item.doubt());
        item.owner()
            .ifPresent(owner -> {
              Integer number = numbers.get(owner);
              if (number != null) {
                out.number("owner", number);
              } else {
                out.object("ownedBy", () -> PackageJson.write(owner, out));
              }
            });
      });
      numbers.putIfAbsent(item.pkg(), numbers.size());
    }
  }

  /**
   * Reads one.
   *
   * @param what names the text in errors
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where it is no such JSON
   */
  public static Inventory read(byte[] utf8, String what) {
    return JsonIn.read(utf8, what, in -> new Reader(in).read());
  }

  /** The members as they come. */
  private static final class Reader {
    private final JsonIn in;
    private final List<InstalledPackage> numbered = new ArrayList<>();
    private final Map<InstalledPackage, Integer> numbers = new HashMap<>();
    private String subject = "";
    private String digest = "";
    private List<String> layers = List.of();
    private SystemFacts system = SystemFacts.NONE;
    private List<Item> items = List.of();
    private List<String> gaps = List.of();

    Reader(JsonIn in) {
      this.in = in;
    }

    Inventory read() {
      in.object(member -> {
        switch (member) {
          case "subject" -> subject = in.text();
          case "digest" -> digest = in.text();
          case "layers" -> layers = in.texts();
          case "system" -> system = new SystemJson(in).read();
          case "items" -> items = in.objects(this::item);
          case "gaps" -> gaps = in.texts();
          default -> in.skip();
        }
      });
      return new Inventory(subject, digest, layers, system, items, gaps);
    }

    private Item item() {
      PackageJson pkg = new PackageJson();
      List<String> places = new ArrayList<>();
      long[] numbersRead = {-1, -1};
      String[] doubt = {""};
      List<InstalledPackage> owner = new ArrayList<>();
      in.begun(member -> {
        if (!pkg.take(member, in)) {
          switch (member) {
            case "places" -> places.addAll(in.texts());
            case "layer" -> numbersRead[0] = in.number();
            case "doubt" -> doubt[0] = in.text();
            case "owner" -> numbersRead[1] = in.number();
            case "ownedBy" -> owner.add(owner());
            default -> in.skip();
          }
        }
      });
      if (numbersRead[1] >= numbered.size() || Math.abs(numbersRead[0]) > 1_000_000) {
        throw in.wrong("has a number that is out of range");
      }
      if (numbersRead[1] >= 0) {
        owner.add(numbered.get((int) numbersRead[1]));
      }
      InstalledPackage installed = pkg.get(in);
      if (numbers.putIfAbsent(installed, numbers.size()) == null) {
        numbered.add(installed);
      }
      return new Item(
          installed,
          places,
          (int) numbersRead[0],
          owner.isEmpty() ? Optional.empty() : Optional.of(owner.getFirst()),
          doubt[0]);
    }

    private InstalledPackage owner() {
      PackageJson owner = new PackageJson();
      in.object(member -> {
        if (!owner.take(member, in)) {
          in.skip();
        }
      });
      return owner.get(in);
    }
  }
}
