package org.guestbridge.app.upstream.oidc;

import java.util.function.Consumer;
import org.guestbridge.app.attack.AttackCase;
import org.guestbridge.app.attack.AttackSurface;
import org.guestbridge.app.attack.Edits;
import org.guestbridge.app.attack.Verdict;

/** One side of a whole login that an attacker may have a hand in. */
public final class LoginSurface implements AttackSurface {

  private final String input;
  private final Edits<Consumer<Visit>> edits;
  private final AttackedLogin login = new AttackedLogin();

  private LoginSurface(String input, Edits<Consumer<Visit>> edits) {
    this.input = input;
    this.edits = edits;
  }

  /** The parameters that the browser brings back. */
  public static LoginSurface ofCallback() {
    return new LoginSurface("oidc-callback", BrowserEdits.ofCallback());
  }

  /** The cookies that the browser brings back. */
  public static LoginSurface ofCookie() {
    return new LoginSurface("cookie", BrowserEdits.ofCookie());
  }

  /** The ID token. */
  public static LoginSurface ofIdToken() {
    return new LoginSurface("id-token", TokenEdits.ofIdToken());
  }

  /** What the provider answers otherwise: metadata, keys and the token endpoint. */
  public static LoginSurface ofProvider() {
    return new LoginSurface("oidc-provider", ProviderEdits.ofAnswers());
  }

  @Override
  public String input() {
    return input;
  }

  @Override
  public Verdict attempt(AttackCase attack) throws Exception {
    return login.play(edits.of(attack).bad());
  }

  @Override
  public Verdict twin(AttackCase attack) throws Exception {
    return login.play(edits.of(attack).good());
  }

  @Override
  public long written() {
    return login.written();
  }

  @Override
  public void close() {
    login.close();
  }
}
