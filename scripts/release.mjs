/**
 * npm run release -- 0.2.0: checks, writes the version and the date where they belong, commits and tags.
 * `--dry-run` checks and says what it would do. Nothing is pushed: that is yours to do.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A release that can't be, for a reason which a person can act on. */
export class ReleaseError extends Error {}

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/**
 * The version and whether it is a rehearsal.
 * @param {readonly string[]} args
 * @returns {{ version: string, dryRun: boolean }}
 * @throws ReleaseError
 */
export function parseArguments(args) {
  const [version, ...more] = args.filter((one) => one !== "--dry-run");
  if (version === undefined || more.length > 0 || !VERSION.test(version)) {
    throw new ReleaseError("Say one version of three numbers: npm run release -- 0.2.0");
  }
  return { version, dryRun: args.includes("--dry-run") };
}

/**
 * Whether a version comes after another. Both are three numbers.
 * @param {string} version
 * @param {string} other
 */
export function isNewer(version, other) {
  const [a, b] = [version, other].map((one) => one.split(".").map(Number));
  const differs = a?.findIndex((part, at) => part !== b?.[at]) ?? -1;
  return differs !== -1 && (a?.[differs] ?? 0) > (b?.[differs] ?? 0);
}

/**
 * package.json, or package-lock.json, of the new version.
 * @param {string} text
 * @param {string} version
 */
export function inManifest(text, version) {
  const manifest = JSON.parse(text);
  manifest.version = version;
  const self = manifest.packages?.[""];
  if (self !== undefined) self.version = version;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * The module that the page reads its version from.
 * @param {string} text
 * @param {string} version
 * @throws ReleaseError where it has no VERSION
 */
export function inModule(text, version) {
  const line = /(export const VERSION = )"[^"]*";/;
  if (!line.test(text)) throw new ReleaseError("The page's version is not where it was.");
  return text.replace(line, `$1"${version}";`);
}

/**
 * What stands under Unreleased gets the version and the date as its heading; Unreleased is empty again.
 * @param {string} text
 * @param {string} version
 * @param {string} date YYYY-MM-DD
 * @returns {{ text: string, notes: string }} the whole file, and the new section without its heading
 * @throws ReleaseError where nothing stands there
 */
export function inChangelog(text, version, date) {
  const heading = "## [Unreleased]\n";
  const from = text.indexOf(heading);
  if (from === -1) throw new ReleaseError("CHANGELOG.md has no heading [Unreleased].");
  const start = from + heading.length;
  const next = text.indexOf("\n## ", start - 1);
  const notes = text.slice(start, next === -1 ? undefined : next).trim();
  if (!/^- /m.test(notes)) throw new ReleaseError("CHANGELOG.md has nothing under [Unreleased].");
  const head = `${text.slice(0, start)}\n## [${version}] - ${date}\n`;
  return { text: head + text.slice(start), notes };
}

/**
 * Why this tree must not be released now; empty where it may.
 * @param {{ branch: string, status: string, tags: string, version: string, current: string }} tree
 *   what git and package.json say
 * @returns {string[]}
 */
export function obstacles({ branch, status, tags, version, current }) {
  return [
    branch === "main" ? "" : `Releases are made on main, this is ${branch || "no branch"}.`,
    status === "" ? "" : "There are changes that are not committed.",
    tags === "" ? "" : `The tag v${version} exists already.`,
    isNewer(version, current) ? "" : `${version} is not newer than ${current}.`,
  ].filter((reason) => reason !== "");
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** @param {readonly string[]} args */
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

/** @param {string} path */
const read = (path) => readFileSync(root + path, "utf8");

/**
 * @param {readonly string[]} args
 * @throws ReleaseError
 */
function release(args) {
  const { version, dryRun } = parseArguments(args);
  const reasons = obstacles({
    branch: git("branch", "--show-current"),
    status: git("status", "--porcelain"),
    tags: git("tag", "--list", `v${version}`),
    version,
    current: JSON.parse(read("package.json")).version,
  });
  if (reasons.length > 0) throw new ReleaseError(reasons.join("\n"));
  const date = new Date().toISOString().slice(0, 10);
  const { text, notes } = inChangelog(read("CHANGELOG.md"), version, date);
  /** @type {Record<string, string>} */
  const files = {
    "package.json": inManifest(read("package.json"), version),
    "package-lock.json": inManifest(read("package-lock.json"), version),
    "src/ui/version.ts": inModule(read("src/ui/version.ts"), version),
    "CHANGELOG.md": text,
  };
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  if (spawnSync(npm, ["run", "check"], { cwd: root, stdio: "inherit" }).status !== 0) {
    throw new ReleaseError("npm run check fails.");
  }
  if (dryRun) {
    console.log(`Would write ${Object.keys(files).join(", ")}, commit and tag v${version}:\n`);
    console.log(notes);
    return;
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(root + path, content);
  git("commit", "--quiet", "-m", `Release ${version}`, "--", ...Object.keys(files));
  // git takes lines with # for comments, and headings begin with it
  git(
    "tag",
    "--annotate",
    "--cleanup=verbatim",
    "-m",
    `Overlap ${version}\n\n${notes}\n`,
    `v${version}`,
  );
  console.log(`Tagged v${version}. To publish it: git push --follow-tags origin main`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    release(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof ReleaseError ? error.message : error);
    process.exitCode = 1;
  }
}
