import { expect, test } from "vitest";

/** Adds one to the shared number it is handed, and says so. */
const code = `onmessage = ({ data }) => { Atomics.add(data, 0, 1); postMessage(crossOriginIsolated); };`;

test("browser tests run isolated, and so do their workers: memory is shared", async () => {
  expect(crossOriginIsolated).toBe(true);
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  try {
    const isolated = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
    });
    worker.postMessage(shared);
    expect(await isolated).toBe(true);
    expect(shared[0]).toBe(1);
  } finally {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
});

test("the browser's clock takes the fine steps of an isolated page, not those of 0.1 ms", () => {
  let finest = Number.POSITIVE_INFINITY;
  let before = performance.now();
  for (let reading = 0; reading < 100_000; reading++) {
    const now = performance.now();
    if (now > before) finest = Math.min(finest, now - before);
    before = now;
  }
  expect(finest).toBeLessThan(0.05);
});
