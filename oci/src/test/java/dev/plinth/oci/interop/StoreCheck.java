package dev.plinth.oci.interop;

import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.validate.Finding;
import dev.plinth.oci.validate.Validation;
import java.util.List;

/** Our own validation of what others wrote. */
final class StoreCheck {
  private StoreCheck() {}

  static List<Finding> problems(LayoutStore store, String name) {
    return Validation.full(store.content(), store.resolve(name).descriptor());
  }
}
