package dev.plinth.inventory.hygiene;

import java.util.List;

/**
 * How an issuer marks its tokens: a prefix, then so many chars of an alphabet, and none of it
 * directly before or after.
 *
 * @param name for people
 * @param prefix in ASCII
 * @param rest how many chars follow, at least
 * @param exact whether not more than those
 * @param extra what may stand in the rest beside letters and digits
 */
record TokenFormat(String name, String prefix, int rest, boolean exact, String extra) {
  static final List<TokenFormat> ALL =
      List.of(
          of("an AWS access key", "AKIA", 16, true, ""),
          of("a GitHub personal token", "ghp_", 36, true, ""),
          of("a GitHub OAuth token", "gho_", 36, true, ""),
          of("a GitHub user token", "ghu_", 36, true, ""),
          of("a GitHub server token", "ghs_", 36, true, ""),
          of("a GitHub refresh token", "ghr_", 36, true, ""),
          of("a GitHub fine-grained token", "github_pat_", 82, true, "_"),
          of("a GitLab personal token", "glpat-", 20, false, "-_."),
          of("a GitLab deploy token", "gldt-", 20, false, "-_."),
          of("a GitLab runner token", "glrt-", 20, false, "-_."),
          of("a Slack app token", "xapp-", 24, false, "-"),
          of("a Slack bot token", "xoxb-", 24, false, "-"),
          of("a Slack user token", "xoxp-", 24, false, "-"),
          of("a Google API key", "AIza", 35, true, "-_"),
          of("a Stripe live key", "sk_live_", 24, false, ""),
          of("a Stripe restricted live key", "rk_live_", 24, false, ""),
          of("a Google OAuth client secret", "GOCSPX-", 28, true, "-_"),
          of("a DigitalOcean token", "dop_v1_", 64, true, ""),
          of("a HashiCorp Vault token", "hvs.", 90, false, "-_"),
          of("a SendGrid key", "SG.", 66, true, "-_."),
          of("an npm token", "npm_", 36, true, ""),
          of("a PyPI token", "pypi-AgEIcHlwaS5vcmc", 50, false, "-_"),
          of("a Docker Hub token", "dckr_pat_", 27, false, "-_"),
          of("an Anthropic API key", "sk-ant-", 80, false, "-_"),
          of("an OpenAI project key", "sk-proj-", 48, false, "-_"),
          of("a Hugging Face token", "hf_", 34, true, ""));

  private static TokenFormat of(String name, String prefix, int rest, boolean exact, String extra) {
    return new TokenFormat(name, prefix, rest, exact, extra);
  }

  /** Whether such a token begins at {@code at}. */
  boolean matches(byte[] bytes, int at, int length) {
    if (!begins(bytes, at, length, prefix) || (at > 0 && isIn(bytes[at - 1], "_-"))) {
      return false;
    }
    int from = at + prefix.length();
    int end = from;
    int distinct = 0;
    long seen = 0;
    while (end < length && isIn(bytes[end], extra)) {
      long bit = 1L << (bytes[end] & 63);
      distinct += (seen & bit) == 0 ? 1 : 0;
      seen |= bit;
      end++;
    }
    // XXXX… and 0000… are what documents show.
    boolean random = distinct >= 8;
    // How all keys in AWS's own documentation end, which its command and libraries bring along.
    boolean example = end - from > 7 && begins(bytes, end - 7, length, "EXAMPLE");
    return random && !example && (exact ? end - from == rest : end - from >= rest);
  }

  static boolean begins(byte[] bytes, int at, int length, String start) {
    if (at + start.length() > length) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (bytes[at + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(byte b, String extra) {
    return (b >= '0' && b <= '9')
        || (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || extra.indexOf(b) >= 0;
  }
}
