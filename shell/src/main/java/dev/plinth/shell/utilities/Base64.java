package dev.plinth.shell.utilities;

import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;

/** base64 of coreutils. */
final class Base64 extends Utility {
  private static final int WIDTH = 76;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments = Arguments.parse(call, "diw:", "decode=d ignore-garbage=i wrap=w");
    String wrap = arguments.value('w');
    long width = wrap == null ? WIDTH : natural(wrap);
    if (arguments.operands().size() > 1 || width < 0) {
      throw usage(call);
    }
    int[] bad = {0};
    int status =
        forEachInput(
            call,
            arguments.operands(),
            (_, text) -> {
              if (arguments.has('d')) {
                bad[0] = decode(call, text, arguments.has('i'));
              } else {
                call.print(encode(text, (int) Math.min(width, Integer.MAX_VALUE)));
              }
            });
    return Math.max(status, bad[0]);
  }

  private static String encode(String text, int width) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    String encoded = java.util.Base64.getEncoder().encodeToString(bytes);
    if (width == 0) {
      return encoded;
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < encoded.length(); at += width) {
      out.append(encoded, at, Math.min(encoded.length(), at + width)).append('\n');
    }
    return out.toString();
  }

  private static int decode(Invocation call, String text, boolean lenient) throws NotUnderstood {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean code =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/'
              || c == '=';
      if (code || (c != '\n' && !lenient)) {
        kept.append(c);
      }
    }
    try {
      byte[] bytes = java.util.Base64.getDecoder().decode(kept.toString());
      call.print(new String(bytes, StandardCharsets.ISO_8859_1));
      return 0;
    } catch (IllegalArgumentException e) {
      // What the real one prints before it fails is not worth knowing.
      return fail(call, "invalid input");
    }
  }
}
