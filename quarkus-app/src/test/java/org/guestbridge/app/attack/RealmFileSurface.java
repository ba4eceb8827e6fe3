package org.guestbridge.app.attack;

import org.guestbridge.realm.load.LoadResult;

/** The realm file, as an administrator was talked into writing it. */
final class RealmFileSurface implements AttackSurface {

  private final Edits<String> edits = new Edits<>();

  RealmFileSurface() {
    Edits.Builder<String> good = attack -> RealmText.GOOD;
    edits.add("replaced", attack -> RealmText.replaced(attack.text("from"), attack.value()), good);
    edits.add("whole-file", AttackCase::value, good);
    edits.add("appended", attack -> RealmText.GOOD + attack.value() + "\n", good);
    edits.add(
        "regex", attack -> regex(attack.value().repeat(times(attack))), attack -> regex("(a+)+$"));
    edits.add("template", attack -> template(attack.value()), attack -> template("{mail.local}"));
    edits.add(
        "rules",
        attack -> rules(attack.number("value")),
        attack -> rules(attack.number("value") - 1));
    edits.add(
        "padded-to",
        attack -> RealmText.GOOD + "#".repeat(attack.number("value") - RealmText.GOOD.length()),
        attack ->
            RealmText.GOOD + "#".repeat(attack.number("value") - RealmText.GOOD.length() - 1));
  }

  @Override
  public String input() {
    return "realm-file";
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    return verdict(edits.of(attack).bad());
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    return verdict(edits.of(attack).good());
  }

  @Override
  public long written() {
    return 0;
  }

  private static Verdict verdict(String file) {
    return RealmText.load(file)
        .fold(
            loaded -> Verdict.ACCEPTED,
            (LoadResult.Rejected rejected) -> Verdict.refused(rejected.problems().get(0).code()));
  }

  private static int times(AttackCase attack) {
    return Integer.parseInt(attack.text("times", "1"));
  }

  private static String regex(String expression) {
    return RealmText.replaced(
        "mailDomain: { in: [partner.example, supplier.example] }",
        "mail: { regex: '" + expression + "' }");
  }

  private static String template(String template) {
    return RealmText.replaced("{mail.local}", template);
  }

  private static String rules(int count) {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < count - 3; i++) {
      rules
          .append("  - name: rule ")
          .append(i)
          .append("\n    when: { mail: m")
          .append(i)
          .append("@partner.example }\n    refuse: {}\n");
    }
    return RealmText.replaced("  - name: employees\n", rules + "  - name: employees\n");
  }
}
