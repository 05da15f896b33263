package dev.plinth.vuln.database;

import dev.plinth.vuln.Rating;
import java.util.List;

/** What entries of one advisory have in common. */
record AdvisoryHead(String id, int feed, List<String> vulnerabilities, List<Rating> ratings) {}
