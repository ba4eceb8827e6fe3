package org.guestbridge.core.rules;

import java.util.ArrayList;
import java.util.List;

/** The words of a person's name: what stands outside parentheses, without commas at the end. */
final class NameWords {

  private NameWords() {}

  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    for (String word : outsideParentheses(name).split("[\\p{Z}\\s]+")) {
      String bare = withoutCommas(word);
      if (!bare.isEmpty()) {
        words.add(bare);
      }
    }
    return words;
  }

  private static String outsideParentheses(String name) {
    StringBuilder outside = new StringBuilder(name.length());
    int depth = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '(') {
        depth++;
        outside.append(' ');
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (depth == 0) {
        outside.append(c);
      }
    }
    return outside.toString();
  }

  private static String withoutCommas(String word) {
    int end = word.length();
    while (end > 0 && (word.charAt(end - 1) == ',' || word.charAt(end - 1) == ';')) {
      end--;
    }
    return word.substring(0, end);
  }
}
