/**
 * A function of objects that are never changed, such as parts of a store's state: the same objects in, the same object
 * out, computed once whoever asks. What was computed is kept for as long as all of its inputs live, so labs of one page
 * share nothing and nothing has to be thrown away.
 */
export function weakMemo<Inputs extends readonly object[], Output>(
  compute: (...inputs: Inputs) => Output,
): (...inputs: Inputs) => Output {
  const root: Node<Output> = { below: new WeakMap(), output: undefined };
  return (...inputs) => {
    let node = root;
    for (const input of inputs) {
      const next = node.below.get(input) ?? { below: new WeakMap(), output: undefined };
      node.below.set(input, next);
      node = next;
    }
    node.output ??= { value: compute(...inputs) };
    return node.output.value;
  };
}

interface Node<Output> {
  readonly below: WeakMap<object, Node<Output>>;
  /** boxed: undefined may be what was computed */
  output: { readonly value: Output } | undefined;
}
