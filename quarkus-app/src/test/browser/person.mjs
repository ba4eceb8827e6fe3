// A person with a browser: opens it, walks the sign-in, notices whatever the browser complains of.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from './processes.mjs';

const PICTURES = path.join(ROOT, 'quarkus-app', 'target', 'browser');
const STEP_LIMIT = 15_000;

const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  timeout: 60_000,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A browser of its own, with a new profile. */
export function openBrowser() {
  return chromium.launch(LAUNCH);
}

/**
 * A browser whose owner chose "block all cookies" in its settings. `directory` takes the profiles:
 * the setting belongs to a profile, so each window has one of its own.
 */
export function withCookiesBlocked(directory) {
  const preferences = JSON.stringify({
    profile: { default_content_setting_values: { cookies: 2 } },
  });
  let windows = 0;
  return {
    newContext(settings) {
      windows += 1;
      const profile = path.join(directory, `profile-${windows}`);
      mkdirSync(path.join(profile, 'Default'), { recursive: true });
      writeFileSync(path.join(profile, 'Default', 'Preferences'), preferences);
      return chromium.launchPersistentContext(profile, { ...LAUNCH, ...settings });
    },
  };
}

/**
 * Runs `walk(person)` in a private window and fails on anything that the browser complained of.
 * `site` has `atlassian`, `product` and `broker`, the three origins.
 */
export async function asPerson(browser, site, name, settings, walk) {
  const context = await browser.newContext({ locale: 'en-US', ...settings });
  context.setDefaultTimeout(STEP_LIMIT);
  context.setDefaultNavigationTimeout(STEP_LIMIT);
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (violation) =>
      console.error(`policy violated: ${violation.effectiveDirective} ${violation.blockedURI}`),
    );
  });
  const person = new Person(context, site, name);
  context.on('page', (page) => person.watch(page));
  try {
    await person.newTab();
    await walk(person);
    assert.deepEqual(person.complaints, []);
  } catch (failure) {
    await person.describe();
    throw failure;
  } finally {
    await context.close();
  }
}

class Person {
  constructor(context, site, name) {
    this.context = context;
    this.site = site;
    this.name = name;
    this.complaints = [];
    this.answers = [];
  }

  watch(page) {
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (this.isIconOfSimulator(message.location().url)) return;
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(message.text());
      }
    });
    page.on('response', (response) => {
      if (new URL(response.url()).origin === this.site.broker) this.answers.push(response);
    });
  }

  /** Browsers ask for an icon by themselves; the simulators have none. */
  isIconOfSimulator(url) {
    return url.endsWith('/favicon.ico') && !url.startsWith(`${this.site.broker}/`);
  }

  async newTab() {
    this.tab = await this.context.newPage();
    return this.tab;
  }

  /** From the application's start page to the tenant's page that asks who signs in. */
  async begin(tab = this.tab) {
    await tab.goto(`${this.site.atlassian}/`);
    await tab.getByRole('link', { name: 'Log in with SSO' }).click();
    await this.sees('Who signs in?', tab);
  }

  /** Clicks a person; what follows is up to the browser. */
  async pick(key, tab = this.tab) {
    await tab.locator(`button[name="sim_person"][value="${key}"]`).click();
  }

  async sees(heading, tab = this.tab) {
    await tab.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  /** The address by which the product greets; the tab has to be on the product's own origin. */
  async address(tab = this.tab) {
    await tab.waitForURL(`${this.site.product}/account?login=*`);
    const text = await tab.getByText('You are logged in as').innerText();
    const address = /^You are logged in as (\S+)\.$/.exec(text)?.[1];
    assert.ok(address, text);
    return address;
  }

  async signIn(key, tab = this.tab) {
    await this.begin(tab);
    await this.pick(key, tab);
    return this.address(tab);
  }

  /** Reads a refusal: its heading, code and reference. The browser notes its status as an error. */
  async refusal(status, tab = this.tab) {
    const code = await tab.locator('#code').innerText();
    const reference = await tab.locator('#reference').innerText();
    const heading = await tab.getByRole('heading', { level: 1 }).innerText();
    const language = await tab.locator('html').getAttribute('lang');
    const expected = `Failed to load resource: the server responded with a status of ${status}`;
    this.complaints = this.complaints.filter((complaint) => !complaint.startsWith(expected));
    return { heading, code, reference, language };
  }

  /** Submits the form of an earlier request once more. */
  async submit(request, tab = this.tab) {
    await tab.goto('about:blank');
    await tab.evaluate(
      ({ action, fields }) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = action;
        for (const [name, value] of fields) {
          const input = document.createElement('input');
          input.type = 'hidden';
          input.name = name;
          input.value = value;
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      { action: request.url(), fields: [...new URLSearchParams(request.postData())] },
    );
  }

  async picture(name, tab = this.tab) {
    mkdirSync(PICTURES, { recursive: true });
    await tab.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }

  async describe() {
    for (const [index, tab] of this.context.pages().entries()) {
      const file = `failed-${this.name.replaceAll(/\W+/g, '-')}-${index}`;
      console.error(`tab ${index} at ${tab.url().split('?')[0]}`);
      try {
        console.error(await tab.locator('body').innerText({ timeout: 2_000 }));
        await this.picture(file, tab);
      } catch (failure) {
        console.error(`no picture: ${failure.message.split('\n')[0]}`);
      }
    }
    console.error('complaints of the browser:', this.complaints);
  }
}
