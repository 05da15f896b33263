package dev.plinth.vuln.advisory;

/** One record of a feed. */
public sealed interface FeedRecord permits Advisory, Enrichment {}
