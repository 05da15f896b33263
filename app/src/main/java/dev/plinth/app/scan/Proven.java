package dev.plinth.app.scan;

import dev.plinth.inventory.Item;
import dev.plinth.vuln.Verdict;

/**
 * A vulnerability that a package is proved not to have: what is said of it in VEX, never shown
 * among findings.
 *
 * @param id its CVE, else its own id
 * @param verdict fixed or not affected
 */
public record Proven(String id, Item item, Verdict verdict) {}
