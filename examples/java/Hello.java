/** The test of a Java runtime: runs, prints. */
class Hello {
  public static void main(String[] args) {
    System.out.println("Hello, " + args[0] + "!");
  }
}
