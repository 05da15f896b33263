package dev.plinth.pkg;

import dev.plinth.rootfs.Tree;
import java.util.List;

/**
 * The result of installing.
 *
 * @param tree the finished root, package database included
 * @param configured package names in the order they were configured
 * @param scripts what became of every maintainer script and trigger, in the order they ran
 * @param ids every dynamic user and group id that was given, kept ones included
 */
public record Installation(
    Tree tree, List<String> configured, List<ScriptOutcome> scripts, InstallRequest.Ids ids) {
  public Installation {
    configured = List.copyOf(configured);
    scripts = List.copyOf(scripts);
  }
}
