/** Announces the result of an action. The toast library is fetched with the first announcement, not with the page. */

export type Notice = {
  tone?: "ok" | "bad";
  title: string;
  detail?: string;
  /** Where to look at the result. */
  link?: { href: string; label: string };
};

let waiting: Notice[] = [];
let wanted = false;
let deliver: ((notice: Notice) => void) | null = null;
const listeners = new Set<() => void>();

export function notify(notice: Notice): void {
  if (deliver) deliver(notice);
  else waiting.push(notice);
  if (wanted) return;
  wanted = true;
  for (const listener of listeners) listener();
}

/** True once something has been announced: time to mount the toaster. */
export const noticesWanted = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => wanted,
};

/** The toaster takes over, beginning with what was announced before it was there. */
export function takeNotices(take: (notice: Notice) => void): () => void {
  deliver = take;
  for (const notice of waiting) take(notice);
  waiting = [];
  return () => {
    deliver = null;
  };
}
