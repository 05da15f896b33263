package dev.plinth.shell.awk;

/**
 * A token.
 *
 * @param kind {@code n} number, {@code s} string, {@code r} regular expression, {@code i} name,
 *     {@code f} name of a function right before a parenthesis, {@code k} keyword, {@code o}
 *     operator, {@code e} newline, {@code 0} end
 */
record Token(char kind, String text) {
  boolean is(String operator) {
    return (kind == 'o' || kind == 'k') && text.equals(operator);
  }
}
