package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.app.Settings;
import dev.plinth.model.PlinthException;
import java.util.List;

/** Image names for completion: best effort, never an error. */
final class StoreNames {
  private StoreNames() {}

  static List<String> of(Settings settings) {
    try {
      return Plinth.open(settings).images().names();
    } catch (PlinthException e) {
      return List.of();
    }
  }
}
