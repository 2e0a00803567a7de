/** One value that somebody waits for, once. */
export function slot<T>() {
  let resolve: ((value: T) => void) | undefined;
  return {
    wait: () =>
      new Promise<T>((r) => {
        resolve = r;
      }),
    put(value: T) {
      const r = resolve;
      resolve = undefined;
      r?.(value);
    },
  };
}
