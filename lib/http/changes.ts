/** The state of everything stored, as one short text that every change alters; null while changes cannot be heard. */
import { currentChangeCounter } from "@/lib/db/change-counter";

export function readChanges(): string | null {
  return currentChangeCounter()?.read() ?? null;
}
