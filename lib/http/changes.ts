/** The state of everything answers depend on, as one short text that every change alters; null while changes cannot be heard. */
import { policyRevision } from "@/lib/config/policy-in-force";
import { currentChangeCounter } from "@/lib/db/change-counter";

export function readChanges(): string | null {
  const stored = currentChangeCounter()?.read() ?? null;
  // An edit is heard a moment before this process obeys it.
  return stored === null ? null : `${stored}.${policyRevision()}`;
}
