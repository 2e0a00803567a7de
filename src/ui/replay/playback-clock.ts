import type { Replay } from "../../state/replay.ts";
import type { Ms } from "../../trace/types.ts";

/** Who wants less motion sees a picture now and then, as if stepping; nothing glides. */
const CALM: Ms = 500;

/** Before each picture while it plays, the replay reads its clock. @returns stops doing so */
export function drive(replay: Replay): () => void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let cancel: (() => void) | undefined;

  const draw = () => {
    cancel = undefined;
    replay.tick();
    schedule();
  };
  const schedule = () => {
    if (cancel !== undefined || !replay.store.getState().playing) return;
    if (calm.matches) {
      const timer = setTimeout(draw, CALM);
      cancel = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(draw);
      cancel = () => cancelAnimationFrame(frame);
    }
  };
  schedule();
  const leave = replay.store.subscribe(schedule);
  return () => {
    leave();
    cancel?.();
  };
}
