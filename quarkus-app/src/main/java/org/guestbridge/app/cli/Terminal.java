package org.guestbridge.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes.
 *
 * @param out for answers
 * @param err for problems and questions
 * @param environment the process's variables
 * @param ask puts a question to a person and returns the answer; absent when nobody is there
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Optional<Function<String, String>> ask) {

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /**
   * The terminal of this process. From JDK 22 on there may be a console although nobody sits at it;
   * then the end of the input answers no.
   */
  @SuppressWarnings("SystemConsoleNull")
  public static Terminal ofProcess() {
    @Nullable Console console = System.console();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        console == null ? Optional.empty() : Optional.of(question -> answer(console, question)));
  }

  private static String answer(Console console, String question) {
    @Nullable String line = console.readLine("%s ", question);
    return line == null ? "" : line;
  }

  /** Prints a line to {@link #out}, defused. */
  void line(String text) {
    out.println(defused(text));
  }

  /** Prints a line to {@link #err}, defused. */
  void warn(String text) {
    err.println(defused(text));
  }

  /** Whether the person at the terminal answers yes. */
  boolean confirms(String question) {
    return ask.map(asked -> asked.apply(question + " [y/N]"))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
        .filter(answer -> answer.equals("y") || answer.equals("yes"))
        .isPresent();
  }

  /**
   * {@code text} without control characters: names come from other tenants, and a terminal obeys
   * escape sequences.
   */
  private static String defused(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) || isFormat(c) ? '?' : c));
    return plain.toString();
  }

  private static boolean isFormat(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT;
  }
}
