package dev.plinth.vuln.bulk;

import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Subject;
import java.util.List;

/** Very many lists of packages, each package and each list once; safe for several readers. */
public sealed interface Lists permits PackageLists, StoredLists {
  /** A package in its distribution. */
  record Question(Scope scope, Subject subject) {}

  /** How many lists. */
  int size();

  /** How many lists that differ. */
  int distinct();

  /** How many packages that differ. */
  int packages();

  /** The id of a list. */
  String id(int list);

  /** Which of the distinct contents a list has. */
  int contents(int list);

  /** The packages of distinct contents, sorted. */
  int[] packages(int contents);

  /** The packages that advisories may mean by a name: their own or their source's. */
  List<Integer> named(String name);

  /** A package by its number. */
  Question question(int number);
}
