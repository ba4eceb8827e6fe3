package org.guestbridge.simulators.entra;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestbridge.simulators.http.Form;
import org.guestbridge.simulators.http.Page;
import org.guestbridge.simulators.http.Request;
import org.guestbridge.simulators.http.Response;

/** Finds out who signs in, the same way for every protocol; no password is ever asked. */
public final class SignInPage {
  /** Sent when somebody goes away without signing in: {@code yes}, or {@code password}. */
  public static final String CANCEL = "sim_cancel";

  private static final String PERSON = "sim_person";
  private static final String PERSON_HEADER = "X-Simulated-Person";

  private final String title;
  private final Directory directory;

  /**
   * @param title who asks, for instance {@code This is a simulated Entra tenant.}
   */
  public SignInPage(String title, Directory directory) {
    this.title = title;
    this.directory = directory;
  }

  /**
   * The person whom the parameter {@code sim_person}, else the header {@code X-Simulated-Person},
   * else {@link Directory#signInNext}, else {@code login_hint} names.
   */
  public Optional<Person> whoSignsIn(Request request, Form parameters) {
    return parameters
        .value(PERSON)
        .or(() -> request.header(PERSON_HEADER))
        .flatMap(directory::find)
        .or(directory::takeNext)
        .or(() -> parameters.value("login_hint").flatMap(directory::find));
  }

  /** The page where one is picked; the hidden parameters come back with the choice. */
  public Response ask(String path, Map<String, String> hidden, boolean cancellable) {
    Map<PersonKind, List<Person>> byKind = new EnumMap<>(PersonKind.class);
    for (Person person : directory.all()) {
      byKind.computeIfAbsent(person.kind(), kind -> new ArrayList<>()).add(person);
    }
    Page page =
        Page.of("Who signs in?")
            .paragraph(title + " Pick a person; no password is asked.")
            .openForm("get", path, hidden);
    byKind.forEach(
        (kind, people) -> {
          page.heading(kind.heading());
          for (Person person : people) {
            page.choice(
                PERSON,
                person.key(),
                person.displayName(),
                person.preferredUsername() + " · " + person.key());
          }
        });
    if (cancellable) {
      page.heading("Or go back").choice(CANCEL, "yes", "Cancel", "without signing in");
      page.choice(CANCEL, "password", "Forgot your password?", "a user flow of its own at B2C");
    }
    return Response.html(200, page.closeForm().render());
  }
}
