// node scripts/picture.mjs REPORT.html PICTURE.png
//
// The first curves and the map of a report as a picture, for the README.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(new URL("../web/package.json", import.meta.url))("playwright-core");
const [report, picture] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, colorScheme: "light" });
  await page.goto(pathToFileURL(report).href, { waitUntil: "load" });
  // Altitude, speed, dynamic pressure, acceleration; the other curves would make the picture too tall for its place.
  await page.addStyleTag({ content: "#plots-box > :nth-child(n + 5) { display: none }" });
  const plots = await page.locator("#plots-box").boundingBox();
  const map = await page.locator("#map-box").boundingBox();
  const clip = { x: 0, y: plots.y - 4, width: 1180, height: map.y + map.height - plots.y + 8 };
  await page.screenshot({ path: picture, clip, fullPage: true });
} finally {
  await browser.close();
}
