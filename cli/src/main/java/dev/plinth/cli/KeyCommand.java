package dev.plinth.cli;

import dev.plinth.app.Keys;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.keyring.KeyFolder;
import dev.plinth.trust.keyring.Rotation;
import dev.plinth.trust.keyring.Signers;
import dev.plinth.trust.keyring.StoredKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth key ACTION}. */
@Command(
    name = "key",
    footer = {
      "",
      "Examples:",
      "  plinth key create                        a key called plinth, encrypted as cosign does",
      "  plinth key export --public > plinth.pub"
    })
final class KeyCommand extends Work {
  /** What can be done with keys. */
  enum Action {
    list,
    create,
    add,
    export,
    rotate
  }

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "list, create, add, export or rotate.")
  Action action = Action.list;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which key (default: plinth).")
  String name = KeyFolder.DEFAULT;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "FILE",
      description = "With add: a public key to verify with, in PEM.")
  String file = "";

  @Option(names = "--public", description = "With export: the public key, as PEM.")
  boolean isPublic;

  @Mixin KeyOptions passwords = new KeyOptions();

  @Override
  int run(Console console) throws IOException {
    Keys keys = passwords.keys(console);
    switch (action) {
      case list -> list(console, keys.folder());
      case create -> show(console, "made", name, keys.create(name), keys.folder());
      case add -> {
        if (file.isEmpty()) {
          throw new PlinthException(
              ErrorCode.USAGE, "no file is named", "plinth key add NAME FILE.pub");
        }
        VerifyingKey key = new Signers(keys.folder()).publicKey(file);
        keys.folder().add(name, key);
        show(console, "added", name, key, keys.folder());
      }
      case export -> {
        if (!isPublic) {
          throw new PlinthException(
              ErrorCode.USAGE,
              "only public keys are exported",
              "add --public; the private key is the file "
                  + keys.folder().folder().resolve(name + ".key"));
        }
        byte[] pem = keys.folder().publicKey(name).toPem();
        console.out().print(new String(pem, StandardCharsets.US_ASCII));
      }
      case rotate -> {
        Rotation rotation = keys.rotate(name);
        console.print(
            "key "
                + name
                + ": "
                + rotation.newKeyId().substring(0, 12)
                + " replaces "
                + rotation.oldKeyId().substring(0, 12)
                + ", whose signatures still verify");
        console.print(
            "next    plinth sign IMAGE, for each image that shall carry the new signature");
      }
    }
    return 0;
  }

  private static void show(
      Console console, String what, String name, VerifyingKey key, KeyFolder folder) {
    console.print(
        what + " key " + name + "  " + key.keyId().substring(0, 12) + "  in " + folder.folder());
    console.print("next    plinth key export --public " + name);
  }

  private static void list(Console console, KeyFolder folder) {
    List<StoredKey> all = new ArrayList<>(folder.list());
    if (console.json()) {
      ArrayNode array = JsonMapper.shared().createArrayNode();
      for (StoredKey key : all) {
        ObjectNode node = array.addObject();
        node.put("name", key.name());
        node.put("id", key.key().keyId());
        node.put("scheme", key.key().scheme().toString());
        node.put("signs", key.canSign());
        node.put("retired", key.retired());
      }
      console.print(array);
      return;
    }
    if (all.isEmpty()) {
      console.print("there is no key in " + folder.folder());
      console.print("next    plinth key create");
      return;
    }
    Table table = new Table("key", "id", "kind", "use");
    for (StoredKey key : all) {
      String use = key.retired() ? "retired" : key.canSign() ? "signs" : "verifies";
      table.row(key.name(), key.key().keyId().substring(0, 12), key.key().scheme().toString(), use);
    }
    console.out().print(table.render());
  }
}
