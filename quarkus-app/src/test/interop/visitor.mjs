// Somebody with a browser and no JavaScript: keeps cookies, follows redirects, submits forms.
import assert from 'node:assert/strict';

const MOST_STEPS = 20;

/** A new private window. */
export class Visitor {
  constructor() {
    this.cookies = new Map();
  }

  /**
   * Goes to an address and on from redirect to redirect and form to form, until `arrived(step)` is
   * true. A step is `{ url, form }`: `form` has the fields that are about to be posted there.
   */
  async go(step, arrived, headers = {}) {
    let next = step;
    for (let count = 0; count < MOST_STEPS; count++) {
      if (arrived(next)) return next;
      const answer = await this.#fetch(next, headers);
      next = await this.#following(answer, next.url);
    }
    throw new Error(`did not arrive within ${MOST_STEPS} steps`);
  }

  /** As {@link go}, to the page that leads nowhere, whose text is returned. */
  async end(step, arrived) {
    let next = step;
    for (let count = 0; count < MOST_STEPS; count++) {
      if (arrived(next)) throw new Error('arrived, though a refusal was expected');
      const answer = await this.#fetch(next, {});
      const location = answer.headers.get('location');
      const page = await answer.text();
      const form = formOf(page);
      if (!location && !form) return page;
      next = location
        ? { url: new URL(location, next.url).href }
        : { url: new URL(form.action || next.url, next.url).href, form: form.fields };
    }
    throw new Error(`did not end within ${MOST_STEPS} steps`);
  }

  /** Goes to an address and stays there. */
  async look(step, headers = {}) {
    const answer = await this.#fetch(step, headers);
    return { status: answer.status, body: await answer.text(), location: answer.headers.get('location') };
  }

  async #fetch({ url, form }, headers) {
    const { origin } = new URL(url);
    const sent = { 'user-agent': 'interop', ...headers };
    const cookies = this.#cookiesFor(url);
    if (cookies) sent.cookie = cookies;
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: sent,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(origin, line);
    return answer;
  }

  /** Hosts are told apart by name alone, as browsers do: ports do not separate cookies. */
  #cookiesFor(url) {
    const host = new URL(url).hostname;
    return [...this.cookies.values()]
      .filter((cookie) => cookie.host === host)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keep(origin, line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const host = new URL(origin).hostname;
    const gone = attributes.some((attribute) => /^(max-age=0|expires=thu, 01.jan.1970.*)$/i.test(attribute));
    if (gone) this.cookies.delete(`${host} ${name}`);
    else this.cookies.set(`${host} ${name}`, { host, name, value: pair.slice(name.length + 1) });
  }

  async #following(answer, base) {
    const location = answer.headers.get('location');
    if (location) return { url: new URL(location, base).href };
    const page = await answer.text();
    const form = formOf(page);
    assert.ok(form, `${answer.status} at ${base.split('?')[0]} leads nowhere:\n${readable(page)}`);
    return { url: new URL(form.action || base, base).href, form: form.fields };
  }
}

/** The one form of a page with its hidden fields. */
export function formOf(page) {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(page);
  if (!form) return undefined;
  const fields = {};
  for (const [input] of form[2].matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(input, 'name');
    if (name && attribute(input, 'type')?.toLowerCase() === 'hidden') fields[name] = attribute(input, 'value') ?? '';
  }
  return { action: attribute(form[1], 'action') ?? '', fields };
}

function attribute(tag, name) {
  const found = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return found && decoded(found[1] ?? found[2] ?? found[3]);
}

function decoded(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
    if (name[0] !== '#') return named[name] ?? whole;
    return String.fromCodePoint(/x/i.test(name[1]) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

function readable(page) {
  return page.replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ').slice(0, 800);
}
