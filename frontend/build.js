// Build what the pages load into the folder named on the command line. Run by hatch_build.py.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import * as sass from "sass";

const MODULES = "node_modules";
const LICENCE_FILES = ["LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE"];

async function bundle(source, file, options) {
  const result = await esbuild.build({
    entryPoints: [source],
    outfile: file,
    bundle: true,
    format: "iife",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    minify: true,
    target: "es2020",
    ...options,
  });
  return Object.keys(result.metafile.inputs);
}

async function stylesheet(file) {
  const { css } = sass.compile("tabler.scss", { loadPaths: [join(MODULES, "@tabler/core/scss")], quietDeps: true });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, charset: "utf8" });
  writeFileSync(file, code);
}

/** Name the package that a file of node_modules belongs to: "echarts" or "@tabler/core". */
function packageOf(path) {
  const parts = path.split(`${MODULES}/`).pop().split("/");
  return parts.slice(0, parts[0].startsWith("@") ? 2 : 1).join("/");
}

/** Put together the licence texts of packages; one without a text has it in licences/. */
function licences(names) {
  const texts = names.map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8"));
    const own = join("licences", `${name.replace("/", "-")}.txt`);
    const files = [...LICENCE_FILES.map((file) => join(MODULES, name, file)), own].filter((file) => existsSync(file));
    if (files.length === 0) throw new Error(`${name} has no licence text. Put one into frontend/${own}.`);
    return [`${name} ${version} (${license})`, ...files.map((file) => readFileSync(file, "utf8").trim())].join("\n\n");
  });
  return `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

const folder = process.argv[2];
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

await stylesheet(join(folder, "tabler.min.css"));
copyFileSync(join(MODULES, "htmx.org/dist/htmx.min.js"), join(folder, "htmx.min.js"));
const inputs = [
  ...(await bundle("tabler.js", join(folder, "tabler.min.js"), { globalName: "tabler" })),
  ...(await bundle("charts.js", join(folder, "charts.min.js"))),
];
const names = inputs.filter((path) => path.includes(`${MODULES}/`)).map(packageOf);
const shipped = new Set(["@tabler/core", "htmx.org", ...names]);
writeFileSync(join(folder, "LICENCES.txt"), licences([...shipped].sort()));
