/** Opens the one re-run dialog from anywhere; the dialog itself is loaded when first opened. */
import type { BodyOf } from "@/lib/client/call";

export type BackfillBody = BodyOf<"triggerBackfill">;

export type RerunChoice = {
  key: string;
  label: string;
  /** Known beforehand, or null: the preview will tell. */
  count: number | null;
  body: BackfillBody;
};

export type RerunRequest = {
  title: string;
  /** "Re-run" on the button unless told otherwise ("Run", "Backfill"). */
  verb?: string;
  /** The scopes to choose from, the preset first. */
  choices: readonly [RerunChoice, ...RerunChoice[]];
};

let request: RerunRequest | null = null;
const listeners = new Set<() => void>();

function set(next: RerunRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

export function openRerun(next: RerunRequest): void {
  set(next);
}

export const rerunRequest = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => request,
  close: () => set(null),
};
