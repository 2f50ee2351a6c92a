/** A dialog that is asked for from anywhere and drawn by the frame: it outlives the card or row that asked. */

export type DialogRequest<T> = {
  open: (request: T) => void;
  close: () => void;
  /** Null: it is closed. */
  get: () => T | null;
  subscribe: (listener: () => void) => () => void;
};

export function createDialogRequest<T>(): DialogRequest<T> {
  let request: T | null = null;
  const listeners = new Set<() => void>();
  const set = (next: T | null) => {
    request = next;
    for (const listener of listeners) listener();
  };
  return {
    open: set,
    close: () => set(null),
    get: () => request,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
