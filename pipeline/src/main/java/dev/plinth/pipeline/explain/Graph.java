package dev.plinth.pipeline.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An explanation as a graph: what several chains share is there once. */
public final class Graph {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 44;
  private static final int GAP = 22;
  private static final int MARGIN = 16;
  private static final int LONGEST = 72;

  private final Map<String, Step> nodes = new LinkedHashMap<>();
  private final Set<List<String>> edges = new LinkedHashSet<>();

  public Graph(Explanation explanation) {
    for (List<Step> chain : explanation.chains()) {
      String before = null;
      for (Step step : chain) {
        String id = step.kind() + " " + step.name();
        nodes.putIfAbsent(id, step);
        if (before != null) {
          edges.add(List.of(before, id));
        }
        before = id;
      }
    }
  }

  /** In the language of Graphviz. */
  public String dot() {
    StringBuilder text = new StringBuilder("digraph explanation {\n");
    text.append("  node [shape=box, fontname=\"sans-serif\"];\n");
    List<String> ids = new ArrayList<>(nodes.keySet());
    List<Step> steps = new ArrayList<>(nodes.values());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String label = step.kind() + "\\n" + quoted(step.name());
      text.append("  n").append(i).append(" [label=\"").append(label).append("\"];\n");
    }
    for (List<String> edge : edges) {
      text.append("  n").append(ids.indexOf(edge.getFirst()));
      text.append(" -> n").append(ids.indexOf(edge.getLast())).append(";\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
  }

  /** A picture that needs no other program: one box below the other, arrows between. */
  public String svg() {
    List<String> ids = new ArrayList<>(nodes.keySet());
    int height = 2 * MARGIN + ids.size() * (HEIGHT + GAP);
    StringBuilder text = new StringBuilder();
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(WIDTH + 2 * MARGIN + 40);
    text.append("\" height=\"").append(height).append("\" font-family=\"sans-serif\">\n");
    text.append("<style>rect{fill:#fff;stroke:#555}path{fill:none;stroke:#555}");
    text.append("text{font-size:13px;fill:#222}.k{font-size:11px;fill:#666}</style>\n");
    List<Step> steps = new ArrayList<>(nodes.values());
    for (int i = 0; i < steps.size(); i++) {
      box(text, steps.get(i), MARGIN + i * (HEIGHT + GAP));
    }
    for (List<String> edge : edges) {
      arrow(text, ids.indexOf(edge.getFirst()), ids.indexOf(edge.getLast()));
    }
    return text.append("</svg>\n").toString();
  }

  private static void box(StringBuilder text, Step step, int y) {
    text.append("<rect x=\"").append(MARGIN).append("\" y=\"").append(y);
    text.append("\" width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT);
    text.append("\" rx=\"3\"/><text class=\"k\" x=\"").append(MARGIN + 8).append("\" y=\"");
    text.append(y + 16).append("\">").append(escaped(step.kind())).append("</text>");
    text.append("<text x=\"").append(MARGIN + 8).append("\" y=\"").append(y + 34).append("\">");
    text.append(escaped(shortened(step.name()))).append("</text>\n");
  }

  private static void arrow(StringBuilder text, int from, int to) {
    int x = MARGIN + WIDTH / 2;
    int y = MARGIN + from * (HEIGHT + GAP) + HEIGHT;
    int end = MARGIN + to * (HEIGHT + GAP);
    if (to == from + 1) {
      text.append("<path d=\"M").append(x).append(' ').append(y).append("V").append(end);
    } else {
      int side = MARGIN + WIDTH;
      int top = y - HEIGHT / 2;
      text.append("<path d=\"M").append(side).append(' ').append(top).append("h20V");
      text.append(end + HEIGHT / 2).append("h-20");
    }
    text.append("\"/>\n");
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
