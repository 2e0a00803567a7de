import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails with one readable line per fault: the rule, what it asks, and the elements at fault.
 * @param within CSS selector; the whole page unless told
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  const builder = new AxeBuilder({ page })
    // Half the time goes into a selector for each element that passed, and into a second page that sums up frames.
    .options({ resultTypes: ["violations"] })
    .setLegacyMode(page.frames().length === 1)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  const faults = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect(faults).toEqual([]);
}
