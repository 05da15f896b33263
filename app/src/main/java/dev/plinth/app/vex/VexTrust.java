package dev.plinth.app.vex;

import dev.plinth.app.Keys;
import dev.plinth.app.Settings;
import dev.plinth.app.TrustPolicy;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.verify.KeyPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whose VEX counts. Where the user names keys or a policy, what nobody of them signed does not
 * hold, a file on the command line neither; where not, such a file is the user's own word, and what
 * is attached to an image needs a key of the user's configuration.
 *
 * @param keys the accepted ones; a {@code VERIFICATION} error where there are none
 * @param named whether the user named them for this scan
 */
public record VexTrust(Supplier<KeyPolicy> keys, boolean named) {
  /** Has what verifying needs made ready beside other work, where anybody is trusted. */
  public void prepare() {
    Thread.ofPlatform()
        .daemon()
        .name("keys")
        .start(() -> {
          try {
            keys.get().keys().values().forEach(VerifyingKey::prepare);
          } catch (PlinthException e) {
            // Whoever asks for the keys is told.
          }
        });
  }

  /**
   * Of options as {@code verify} has them.
   *
   * @param keys names or files; those of the configuration where empty
   */
  public static VexTrust of(Settings settings, List<String> keys, Optional<Path> policy) {
    if (policy.isPresent() && !keys.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE, "--key and --policy do not go together", "name the keys in the policy");
    }
    Keys known = new Keys(settings.config(), _ -> Optional.empty(), false, false, _ -> {});
    if (policy.isPresent()) {
      TrustPolicy read = TrustPolicy.read(policy.get());
      KeyPolicy accepted = read.accepted(known);
      return new VexTrust(() -> accepted, true);
    }
    if (!keys.isEmpty()) {
      KeyPolicy accepted = known.trusted(keys, List.of(), 1);
      return new VexTrust(() -> accepted, true);
    }
    return new VexTrust(() -> known.trusted(List.of(), List.of(), 1), false);
  }
}
