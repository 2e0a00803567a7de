import { describe, expect, test } from "vitest";
import { candidates, findChromium, HOW_TO, launchArgs, locateChromium } from "./chromium.mjs";

const BUNDLED = "/cache/playwright/chrome";

/** A machine made of files; `installs` says which files a successful command adds. */
function machine(files: string[], installs: Record<string, string[]> = {}, broken: string[] = []) {
  const present = new Set(files);
  const ran: string[] = [];
  return {
    ran,
    env: { PATH: "/usr/local/bin:/usr/bin" } as Record<string, string>,
    platform: "linux" as const,
    root: true,
    bundled: BUNDLED,
    exists: (path: string) => present.has(path),
    starts: (path: string) => !broken.includes(path),
    run(command: string, args: readonly string[]) {
      const line = [command, ...args].join(" ");
      ran.push(line);
      for (const file of installs[line] ?? []) present.add(file);
      return line in installs;
    },
  };
}

const NPX = "npx playwright install chromium";
const APT = ["apt-get update", "apt-get install -y chromium"] as const;

describe("what is here already", () => {
  test("is taken in order: CHROMIUM_PATH, Playwright's own, the PATH, the usual places", () => {
    const host = machine([]);
    host.env.CHROMIUM_PATH = "/mine";
    const [first, second, third] = candidates(host);
    expect([first, second, third]).toEqual(["/mine", BUNDLED, "/usr/local/bin/chromium"]);
    const order = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/opt/google/chrome/chrome"];
    const places = order.map((path) => candidates(host).indexOf(path));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test("is found without running anything", () => {
    const host = machine(["/usr/bin/chromium", BUNDLED]);
    expect(findChromium(host)).toBe(BUNDLED);
    expect(locateChromium(host)).toBe(BUNDLED);
    expect(host.ran).toEqual([]);
  });

  test("a CHROMIUM_PATH that leads nowhere is passed over", () => {
    const host = machine(["/usr/bin/chromium"]);
    host.env.CHROMIUM_PATH = "/gone";
    expect(findChromium(host)).toBe("/usr/bin/chromium");
  });

  test("a browser that does not start is passed over", () => {
    expect(findChromium(machine([BUNDLED, "/usr/bin/chromium"], {}, [BUNDLED]))).toBe(
      "/usr/bin/chromium",
    );
  });
});

describe("on a machine without one", () => {
  test("Playwright's own is installed first", () => {
    const host = machine([], { [NPX]: [BUNDLED] });
    expect(findChromium(host)).toBe(BUNDLED);
    expect(host.ran).toEqual([NPX]);
  });

  test("then Debian's, as root", () => {
    const host = machine(["/etc/debian_version"], {
      [APT[0]]: [],
      [APT[1]]: ["/usr/bin/chromium"],
    });
    expect(findChromium(host)).toBe("/usr/bin/chromium");
    expect(host.ran).toEqual([NPX, ...APT]);
  });

  test("Debian's also where Playwright's own came without its system libraries", () => {
    const installs = { [NPX]: [BUNDLED], [APT[0]]: [], [APT[1]]: ["/usr/bin/chromium"] };
    const host = machine(["/etc/debian_version"], installs, [BUNDLED]);
    expect(findChromium(host)).toBe("/usr/bin/chromium");
  });

  test.each([
    ["anyone but root", { root: false }, ["/etc/debian_version"]],
    ["another system", { platform: "darwin" as const }, ["/etc/debian_version"]],
    ["another Linux", {}, []],
  ])("%s never runs apt-get, and is told what to do", (_, change, files: string[]) => {
    const host = { ...machine(files), ...change };
    expect(() => findChromium(host)).toThrow(HOW_TO);
    expect(host.ran).toEqual([NPX]);
  });
});

test("only root goes without a sandbox", () => {
  expect(launchArgs(true)).toContain("--no-sandbox");
  expect(launchArgs(false)).not.toContain("--no-sandbox");
});
