import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provisionChromium } from '../../tools/provision/chromium.ts';

/** A page in a real browser, and what went wrong in it. */
export interface OpenPage {
  /** Errors of scripts and of the console, as texts. */
  readonly problems: readonly string[];
  /** Waits until an element's text matches. @throws when it does not within a minute. */
  waitForText(selector: string, pattern: RegExp): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 60_000;

export async function openPage(url: string): Promise<OpenPage> {
  const profile = mkdtempSync(join(tmpdir(), 'millrace-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await provisionChromium(),
    viewport: { width: 1280, height: 1000 },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return {
    problems,
    async waitForText(selector, pattern) {
      await page.locator(selector).filter({ hasText: pattern }).first().waitFor({ timeout: TIMEOUT_MS });
    },
    async screenshot(file) {
      await page.screenshot({ path: file, fullPage: true });
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
