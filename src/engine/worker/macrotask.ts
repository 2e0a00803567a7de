/**
 * Queues a turn of this thread's event loop. A message channel's turns are not clamped as nested timers are
 * (4 ms from the fifth on, HTML standard, "timer initialisation steps"), and run first in, first out.
 */
const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();

export function macrotask(turn: () => void): void {
  turns.push(turn);
  channel.port2.postMessage(0);
}

export const nextTurn = (): Promise<void> => new Promise(macrotask);
