package dev.plinth.licence;

/** What a licence asks of whoever hands a copy on. */
public enum Duty {
  /** Keep the notices and hand the licence's text along. */
  ATTRIBUTION("hand on the copyright notices and the licence's text"),
  /** Whoever gets the program must get, or be offered, the complete source. */
  SOURCE("offer the source of what is licensed so, with its changes"),
  /** As SOURCE, and those who use it over a network count too. */
  NETWORK_USE("offer the source also to those who use it over a network"),
  /** No text is known by name: a person must read it. */
  READ_TEXT("read the text: it has no name that is known");

  private final String meaning;

  Duty(String meaning) {
    this.meaning = meaning;
  }

  /** For people: what is to be done. */
  public String meaning() {
    return meaning;
  }
}
