import { modelById } from "../../plan/models.ts";
import { sideLabel, variantOf } from "../../scenario/variants.ts";
import { activeSides } from "../../state/settings.ts";
import { useLabState } from "../use-lab.ts";

/** "Event loop against Thread pool": what is set side by side. */
export function Versus({ className }: { className?: string | undefined }) {
  const settings = useLabState((s) => s.settings);
  const scenario = useLabState((s) => s.scenario);
  const names = activeSides(settings).map(({ modelId, variant }) =>
    sideLabel(modelById(modelId), variantOf(scenario, variant)),
  );
  return <p className={className}>{names.join(names.length > 2 ? " · " : " against ")}</p>;
}
