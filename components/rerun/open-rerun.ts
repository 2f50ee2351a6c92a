/** Opens the one re-run dialog from anywhere; the dialog itself is loaded when first opened. */
import { createDialogRequest } from "@/components/ui/dialog-request";
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

export const rerunRequest = createDialogRequest<RerunRequest>();

export function openRerun(next: RerunRequest): void {
  rerunRequest.open(next);
}
