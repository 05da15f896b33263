package dev.plinth.inventory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what was not read, each sentence once and a bounded number of them. */
public final class Gaps {
  private final int most;
  private final Set<String> sentences = new LinkedHashSet<>();
  private long left;

  /**
   * @param most how many sentences are kept; of further ones only their number is
   */
  public Gaps(int most) {
    this.most = most;
  }

  /** What was not read and why: one sentence without a final stop, control characters replaced. */
  public void add(String sentence) {
    String clean = clean(sentence);
    if (sentences.size() < most) {
      sentences.add(clean);
    } else if (!sentences.contains(clean)) {
      left++;
    }
  }

  /** The sentences, in the order of coming; the last one counts those that were not kept. */
  public List<String> list() {
    List<String> result = new ArrayList<>(sentences);
    if (left > 0) {
      result.add("and " + left + " more of that kind");
    }
    return result;
  }

  private static String clean(String sentence) {
    String cut = sentence.length() > 600 ? sentence.substring(0, 600) + "…" : sentence;
    StringBuilder out = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      out.append(c < ' ' || (c >= 0x7f && c < 0xa0) ? '?' : c);
    }
    return out.toString();
  }
}
