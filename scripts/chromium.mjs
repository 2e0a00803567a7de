import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium as playwright } from "@playwright/test";

/**
 * What the finder asks of the machine. Tests hand in another one.
 * @typedef {object} Host
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {NodeJS.Platform} platform
 * @property {boolean} root
 * @property {string} bundled where Playwright keeps its own Chromium, present or not
 * @property {(path: string) => boolean} exists
 * @property {(path: string) => boolean} starts false for a browser whose system libraries are missing
 * @property {(command: string, args: readonly string[]) => boolean} run true where the command succeeded
 */

/** Names on the PATH, best first; Chrome is Chromium enough. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where installers put it when it is not on the PATH. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const HOW_TO =
  "No Chromium was found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to its executable.";

/**
 * Off the network and unthrottled: a browser that looks for updates, or slows a window nobody sees,
 * changes what the timelines measure. Chromium refuses to sandbox for root.
 * @param {boolean} root
 * @returns {string[]}
 */
export const launchArgs = (root = process.getuid?.() === 0) => [
  ...(root ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

/** @returns {Host} */
const thisMachine = () => ({
  env: process.env,
  platform: process.platform,
  root: process.getuid?.() === 0,
  bundled: playwright.executablePath(),
  exists: existsSync,
  // Chrome on Windows answers --version with a window.
  starts: (path) =>
    process.platform === "win32" ||
    spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0,
  run: (command, args) => spawnSync(command, args, { stdio: ["ignore", 2, 2] }).status === 0,
});

/**
 * Every place a Chromium may be, in the order in which it is taken: CHROMIUM_PATH, Playwright's own,
 * the PATH, the usual places.
 * @param {Host} host
 * @returns {string[]}
 */
export function candidates(host) {
  const folders = (host.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [
    host.env.CHROMIUM_PATH ?? "",
    host.bundled,
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ].filter((path) => path !== "");
}

/**
 * The ways to install one, in the order in which they are tried.
 * @param {Host} host
 * @returns {(readonly [command: string, ...args: string[]])[][]}
 */
function installers(host) {
  const debian = host.root && host.platform === "linux" && host.exists("/etc/debian_version");
  return [
    [["npx", "playwright", "install", "chromium"]],
    ...(debian
      ? [
          [
            /** @type {const} */ (["apt-get", "update"]),
            /** @type {const} */ (["apt-get", "install", "-y", "chromium"]),
          ],
        ]
      : []),
  ];
}

/**
 * The Chromium that is already here, or undefined. Starts and installs nothing.
 * @param {Host} host
 */
export const locateChromium = (host = thisMachine()) =>
  candidates(host).find((path) => host.exists(path));

/**
 * The Chromium to test with, installed if there is none that starts.
 * @param {Host} host
 * @returns {string} path of its executable
 * @throws Error whose message is one sentence on what to do
 */
export function findChromium(host = thisMachine()) {
  const working = () => candidates(host).find((path) => host.exists(path) && host.starts(path));
  const here = working();
  if (here !== undefined) return here;
  for (const commands of installers(host)) {
    if (!commands.every(([command, ...args]) => host.run(command, args))) continue;
    const installed = working();
    if (installed !== undefined) return installed;
  }
  throw new Error(HOW_TO);
}
