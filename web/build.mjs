// node build.mjs [--out FOLDER]
//
// Makes the pages of the program: one HTML text each, with style, program and map in it. Writes
// FOLDER/report_template.html, payload_template.html, campaign_template.html and windows_template.html, and the same as
// C++ text, .inc, for the program to carry.

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: join(here, "dist") } } });

// Of the map only the shapes are wanted, not the countries' names.
const bareAtlas = {
  name: "bare-atlas",
  setup(esbuild) {
    esbuild.onLoad({ filter: /countries-50m\.json$/ }, async ({ path }) => {
      const atlas = JSON.parse(await readFile(path, "utf8"));
      for (const geometry of atlas.objects.countries.geometries) {
        delete geometry.properties;
        delete geometry.id;
      }
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(atlas))})`, loader: "js" };
    });
  },
};

async function bundled(entry, plugins = []) {
  const result = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8",
    legalComments: "eof", plugins, logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

// Replaces a mark that stands there exactly once. A function, as "$" has a meaning in a replacement text.
function filled(text, mark, content) {
  if (text.split(mark).length !== 2) throw new Error(`${mark} stands ${text.split(mark).length - 1} times, not once`);
  return text.replace(mark, () => content);
}

async function reportPage() {
  const source = join(here, "src", "report");
  const style = (await bundled(join(here, "node_modules", "uplot", "dist", "uPlot.min.css"))) + (await bundled(join(source, "style.css")));
  const program = await bundled(join(source, "main.ts"), [bareAtlas]);
  if (/<\/script/i.test(program) || /<!--/.test(program)) throw new Error("the program would end its own script element");
  let text = await readFile(join(source, "page.html"), "utf8");
  text = filled(filled(text, "/*STYLE*/", style), "/*PROGRAM*/", program);
  for (const mark of ["@TITLE@", "@TEXT@", "@DATA@"]) filled(text, mark, "");
  return text;
}

// Pages that are drawn by what fills them; only the style is put in here.
async function drawnPage(name, marks) {
  const style = (await bundled(join(here, "src", "report", "style.css"))) + (await bundled(join(here, "src", name, "style.css")));
  const text = filled(await readFile(join(here, "src", name, "page.html"), "utf8"), "/*STYLE*/", style);
  for (const mark of ["@NAME@", "@ABOUT@", "@FIGURES@", ...marks]) filled(text, mark, "");
  return text;
}

const pages = {
  report_template: await reportPage(),
  payload_template: await drawnPage("payload", ["@PICTURE@", "@TABLE@"]),
  campaign_template: await drawnPage("campaign", ["@OUTCOMES@", "@SENSITIVITY@"]),
  windows_template: await drawnPage("windows", ["@PICTURE@", "@TABLE@"]),
};

// Compilers promise 65536 characters to a literal, so the text is cut. It is kept clear of the raw-string end.
function asCpp(name, text) {
  const pieces = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + 16000);
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) --end; // not between surrogates
    pieces.push(text.slice(at, end));
    at = end;
  }
  if (text.includes(")page\"")) throw new Error("the page holds the end of a raw string");
  // A literal that knows its length: Clang does not count so many characters in a constant expression.
  const literals = pieces.map((piece) => `    R"page(${piece})page"sv,`);
  return `constexpr std::string_view ${name}_pieces[] = {\n${literals.join("\n")}\n};\n`;
}

async function written(name, text) {
  const path = join(values.out, name);
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}

await mkdir(values.out, { recursive: true });
for (const [name, text] of Object.entries(pages)) {
  await written(`${name}.html`, text);
  await written(`${name}.inc`, asCpp(name, text));
}
