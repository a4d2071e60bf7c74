// Opens the report in a browser, from a file, as a reader does. CHROMIUM names another browser than Debian's;
// COSMODROME_REPORT a report that the program wrote, to be looked at instead of the made-up one; SCREENSHOTS a
// folder for pictures.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";
import { deploymentSample, filled, lunarSample, sample } from "./sample.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const pictures = process.env["SCREENSHOTS"];

let browser: Browser;
let folder: string;
let report: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "cosmodrome-report-"));
  report = process.env["COSMODROME_REPORT"] ?? "";
  if (report === "") {
    execFileSync(process.execPath, [join(import.meta.dirname, "..", "build.mjs"), "--out", folder]);
    report = join(folder, "report.html");
    writeFileSync(report, filled(readFileSync(join(folder, "report_template.html"), "utf8"), sample()));
  }
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath, args });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  page: Page;
  faults: string[];
}

async function opened(width: number, height: number, colorScheme: "light" | "dark", javaScriptEnabled = true): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled, offline: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    const ours = message.text().includes("willReadFrequently"); // this test reads the canvases, the page does not
    if (!ours) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(String(error.stack)));
  page.on("request", (request) => {
    if (!/^(data:|file:.*\.html$)/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${report}`);
  if (javaScriptEnabled) await page.waitForSelector("html.ready");
  await page.waitForTimeout(200); // two frames, so that canvases are drawn
  return { page, faults };
}

/** How many colours each canvas shows: one means that nothing was drawn. */
function colours(page: Page, selector: string): Promise<number[]> {
  return page.$$eval(selector, (canvases) => canvases.map((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = new Uint32Array((canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height).data.buffer);
    return new Set(pixels).size;
  }));
}

/** Keeps what the canvases show now; the function that comes back tells which share of the pixels has changed. */
async function kept(page: Page, selector: string): Promise<() => Promise<number[]>> {
  const pixels = (): Promise<string[]> => page.$$eval(selector, (canvases) => canvases.map((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, i) => String.fromCharCode(data[4 * i + 1]!)).join(""); // green
  }));
  const before = await pixels();
  return async () => (await pixels()).map((now, k) => {
    const old = before[k] ?? "";
    let changed = 0;
    for (let i = 0; i < now.length; ++i) changed += Math.abs(now.charCodeAt(i) - old.charCodeAt(i)) > 32 ? 1 : 0; // no matter of rounding
    return changed / now.length;
  });
}

for (const [name, width, height] of [["phone", 390, 844], ["desktop", 1280, 900]] as const) {
  for (const scheme of ["light", "dark"] as const) {
    test(`draws all on a ${name} in ${scheme}`, async () => {
      const { page, faults } = await opened(width, height, scheme);
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`), fullPage: true });
      assert.deepEqual(faults, []);
      const plots = await colours(page, "#plots-box canvas");
      assert.equal(plots.length, 8);
      for (const count of plots) assert.ok(count > 5, `a plot of ${count} colours`);
      for (const count of await colours(page, "#map-box canvas")) assert.ok(count > 20, `a map of ${count} colours`);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width); // nothing sticks out sideways
      const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
      assert.equal(background, scheme === "dark" ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
      await page.context().close();
    });
  }
}

test("says everything that the data says", { skip: process.env["COSMODROME_REPORT"] !== undefined }, async () => {
  const { page } = await opened(1280, 900, "light");
  assert.equal(await page.textContent("h1"), "Sample </script> & <b>flight</b>");
  assert.match((await page.textContent("#outcome")) ?? "", /Target missed.*ran out of propellant/);
  assert.equal(await page.locator("#timeline-box tbody tr").count(), 3);
  assert.match((await page.textContent("#timeline-box tbody tr:nth-child(2)")) ?? "", /118\.00117\.75\+0\.25/);
  assert.match((await page.textContent("#targets-box")) ?? "", /Missing 41\.2 m\/s\. 300 kg less payload/);
  assert.match((await page.textContent("#impacts-box")) ?? "", /12\.4 km outside District 981/);
  await page.context().close();
});

test("shows the way to the Moon, and nothing of it where there is none", { skip: process.env["COSMODROME_REPORT"] !== undefined }, async () => {
  const ascent = await opened(1280, 900, "light");
  assert.equal(await ascent.page.locator("#voyage-box").count(), 0);
  await ascent.page.context().close();
  const ascentReport = report;
  report = join(folder, "lunar.html");
  writeFileSync(report, filled(readFileSync(join(folder, "report_template.html"), "utf8"), lunarSample()));
  const { page, faults } = await opened(1280, 900, "light");
  report = ascentReport;
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, "lunar.png"), fullPage: true });
  assert.deepEqual(faults, []);
  assert.equal(await page.locator("#voyage-box svg.voyage").count(), 2);
  assert.equal(await page.locator("#voyage-box svg.voyage .burn").count(), 2);
  assert.match((await page.textContent("#voyage-box table tbody tr:nth-child(2)")) ?? "", /Capture.*16 August 2023.*252\.5243\.0\+9\.5/);
  assert.match((await page.textContent("#voyage-box table:nth-of-type(2), #voyage-box")) ?? "", /around the Moon.*met/s);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 1280);
  await page.context().close();
});

test("a flight with passengers shows where each was left and whom it meets", async () => {
  const ascentReport = report;
  report = join(folder, "deployment.html");
  writeFileSync(report, filled(readFileSync(join(folder, "report_template.html"), "utf8"), deploymentSample()));
  const { page, faults } = await opened(1280, 900, "light");
  report = ascentReport;
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, "deployment.png"), fullPage: true });
  assert.deepEqual(faults, []);
  assert.equal(await page.locator("#voyage-box svg.voyage .released").count(), 2);
  const said = (await page.textContent("#voyage-box")) ?? "";
  assert.match(said, /working-orbit \(mean\).*471\.0 × 486\.0/s);
  assert.match(said, /One.*−30.*471\.0 × 486\.0.*54.*0\.54.*Pad, up to 44°/s);
  assert.match(said, /Two.*none within a day/s);
  assert.match(said, /78.*One.*Stage.*1\.50.*too near/s);
  assert.match(said, /48\.0° S 130\.0° W.*900 km.*inside/s);
  await page.context().close();
});

test("one instant is shown in all plots and on the map", async () => {
  const { page, faults } = await opened(1280, 900, "light");
  const changed = await kept(page, "#map-box canvas");
  const plot = page.locator(".plot .u-over").nth(1);
  await plot.scrollIntoViewIfNeeded();
  await plot.hover({ position: { x: 150, y: 40 } });
  await page.waitForTimeout(200);
  const values = await page.locator(".plot output").allTextContents();
  assert.equal(values.length, 10);
  for (const value of values) assert.match(value, /\d/);
  assert.ok((await changed())[0]! > 0);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test("dragging in one plot looks closer in all", async () => {
  const { page } = await opened(1280, 900, "light");
  const changed = await kept(page, "#plots-box canvas");
  const plot = page.locator(".plot .u-over").first();
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 50, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(200);
  for (const share of await changed()) assert.ok(share > 0.002, `only ${share} of a plot has changed`);
  await page.context().close();
});

test("the map looks closer at where things came down", async () => {
  const { page, faults } = await opened(390, 844, "dark");
  const changed = await kept(page, "#map-box canvas");
  const buttons = page.locator("#map-buttons > button");
  if ((await buttons.count()) > 1) {
    await buttons.nth(1).click();
    await page.waitForTimeout(200);
    assert.ok((await changed())[0]! > 0.02);
    await buttons.nth(0).click();
    await page.waitForTimeout(200);
    assert.ok((await changed())[0]! < 0.001);
  }
  assert.deepEqual(faults, []);
  await page.context().close();
});

test("on paper the colours are the light ones", async () => {
  const { page } = await opened(1280, 900, "dark");
  const land = (): Promise<unknown> => page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()");
  assert.equal(await land(), "#14171b");
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  assert.equal(await land(), "#ffffff");
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  assert.equal(await land(), "#14171b");
  await page.context().close();
});

test("without JavaScript the figures are there as text", async () => {
  const { page } = await opened(390, 844, "light", false);
  const text = page.locator("noscript pre");
  assert.ok(await text.isVisible());
  assert.ok(!(await page.locator("main").isVisible()));
  await page.context().close();
});
